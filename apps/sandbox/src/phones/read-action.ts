import { type ZodError, z } from 'zod';
import type { PhoneAction } from './chat-network.ts';

const text = z.string().min(1).max(20_000);

/** The bodies of `POST …/<action>`. `image` is also called `picture`, `audio` also `voice`. */
const ACTIONS = {
  say: z.strictObject({ text }).transform(({ text }) => ({ kind: 'say' as const, text })),
  tap: z
    .strictObject({ payload: z.string().min(1), label: z.string().nullable().default(null) })
    .transform((tap) => ({ kind: 'tap' as const, ...tap })),
  open: z
    .strictObject({ context: z.string().min(1).max(2083).nullable().default(null) })
    .transform(({ context }) => ({ kind: 'open' as const, context })),
  attach: z
    .strictObject({
      kind: z.preprocess(
        (kind) => (kind === 'picture' ? 'image' : kind === 'voice' ? 'audio' : kind),
        z.enum(['image', 'sticker', 'audio', 'video', 'file', 'location', 'contact']),
      ),
    })
    .transform(({ kind }) => ({ kind: 'attach' as const, media: kind })),
  'share-phone': z
    .strictObject({ phone: z.string().min(3).max(32) })
    .transform(({ phone }) => ({ kind: 'share-phone' as const, phone })),
  unsubscribe: z.strictObject({}).transform(() => ({ kind: 'unsubscribe' as const })),
  'manager-says': z
    .strictObject({ text })
    .transform(({ text }) => ({ kind: 'manager-says' as const, text })),
};

export type ReadAction =
  | { kind: 'action'; action: PhoneAction }
  | { kind: 'invalid'; error: ZodError }
  | { kind: 'unknown' };

/** The action named in the address with its body. */
export function readAction(name: string, body: unknown): ReadAction {
  if (!isActionName(name)) return { kind: 'unknown' };
  const read = ACTIONS[name].safeParse(body ?? {});
  if (read.success) return { kind: 'action', action: read.data };
  return { kind: 'invalid', error: read.error };
}

function isActionName(name: string): name is keyof typeof ACTIONS {
  return Object.hasOwn(ACTIONS, name);
}
