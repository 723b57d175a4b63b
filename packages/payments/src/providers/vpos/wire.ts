import { z } from 'zod';
import type { VposProfile } from './profile.ts';

/** An id as a database key can hold it. */
const id = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const text = bounded(2000).transform((value) => value.replace(/[\p{Cc}\p{Cs}]/gu, ' '));
const instant = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .refine((date) => date.getUTCFullYear() >= 2000 && date.getUTCFullYear() < 2100);

/** A payment session as VPOS tells it; numbers are text. What is malformed is null. */
const session = z.object({
  id,
  status: bounded(100).pipe(z.string().toLowerCase()),
  checkoutUrl: missing(z.url({ protocol: /^https?$/, hostname: /./ })),
  amount: missing(text),
  currency: missing(text),
  transactionId: missing(id),
  merchantOrderId: missing(text),
  attemptId: missing(z.uuid()),
  expiresAt: missing(instant),
  paidAt: missing(instant),
  failureReason: missing(text.transform((value) => value.slice(0, 200))),
});
export type VposSession = z.output<typeof session>;

/** A webhook around a session. */
const envelope = z.object({ type: z.string().toLowerCase(), timestamp: missing(instant) });

/** The session in a value parsed by `readExact`, or null when it has no readable id or status. */
export function readSession(value: unknown, { fields }: VposProfile): VposSession | null {
  const amount = at(value, fields.amountMinor);
  const parsed = session.safeParse({
    id: at(value, fields.id),
    status: at(value, fields.status),
    checkoutUrl: at(value, fields.checkoutUrl),
    amount: typeof amount === 'object' && amount !== null ? '(not a number)' : amount,
    currency: at(value, fields.currency),
    transactionId: at(value, fields.transactionId),
    merchantOrderId: at(value, fields.merchantOrderId),
    attemptId: at(value, fields.attemptId),
    expiresAt: at(value, fields.expiresAt),
    paidAt: at(value, fields.paidAt),
    failureReason: at(value, fields.failureReason),
  });
  return parsed.data ?? null;
}

/** The sessions of a list answer; those without a readable id are left out. Null: not a list. */
export function readSessions(value: unknown, profile: VposProfile): VposSession[] | null {
  const listed = at(value, profile.fields.listed);
  if (!Array.isArray(listed)) return null;
  return listed.map((each) => readSession(each, profile)).filter((each) => each !== null);
}

/** A webhook's type, time and session, or null when it has no type. */
export function readEnvelope(value: unknown, profile: VposProfile) {
  const { fields } = profile;
  const parsed = envelope.safeParse({
    type: at(value, fields.type),
    timestamp: at(value, fields.timestamp),
  });
  if (!parsed.success) return null;
  return { ...parsed.data, session: readSession(at(value, fields.session), profile) };
}

/** Their word for what went wrong, such as `idempotency_key_reuse`. */
export function readErrorCode(value: unknown): string | null {
  return id.safeParse(at(value, 'error.code')).data ?? null;
}

/** The member at a dotted path; own members only. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
      return undefined;
    found = Reflect.get(found, name);
  }
  return found;
}

/** In two steps: a bound of zod's own throws on objects with a `length` that is no number. */
function bounded(most: number) {
  return z.string().pipe(z.string().max(most));
}

function missing<T extends z.ZodType>(field: T) {
  return field
    .nullish()
    .transform((value) => value ?? null)
    .catch(null);
}
