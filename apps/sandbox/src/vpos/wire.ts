import { z } from 'zod';

/** The body of `POST /v1/payment-sessions`. Fields nobody documented are ignored. */
export const createSession = z.object({
  merchantOrderId: z.string().min(1).max(64),
  /** Minor units with exponent 2: 15 000 dram is 1500000. */
  amountMinor: z.int().positive().max(100_000_000_000),
  currency: z.enum(['AMD', 'USD', 'EUR', 'RUB']),
  provider: z.literal('manual'),
  returnUrl: z.url({ protocol: /^https?$/ }),
  customer: z
    .object({
      email: z.string().max(254).optional(),
      phone: z.string().max(32).optional(),
      name: z.string().max(200).optional(),
    })
    .default({}),
  metadata: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .default({}),
});
export type CreateSession = z.output<typeof createSession>;

export const idempotencyKey = z.string().min(1).max(255);
