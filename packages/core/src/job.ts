import { z } from 'zod';

/** A hint that there is work. Ids only: Postgres holds the work itself. */
export const job = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('advance-conversation'), conversationId: z.uuid() }),
  z.strictObject({ name: z.literal('deliver-messages'), conversationId: z.uuid() }),
  z.strictObject({ name: z.literal('apply-payment-event'), inboxId: z.uuid() }),
  z.strictObject({ name: z.literal('look-up-attempt'), attemptId: z.uuid() }),
  z.strictObject({ name: z.literal('expire-request'), requestId: z.uuid() }),
]);
export type Job = z.infer<typeof job>;
export type JobName = Job['name'];

/** The doorbell. Rings are lost without harm; they are never the memory. */
export interface JobQueue {
  /** Rings. Rejects within a short deadline when the backend is away; the sweep rings again. */
  enqueue(jobs: Job[]): Promise<void>;
}
