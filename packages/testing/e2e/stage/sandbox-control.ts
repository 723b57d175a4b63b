import { z } from 'zod';

export type Channel = 'messenger' | 'instagram' | 'viber';

/** `means` is our own payload, without the mark that it carries on Viber. */
const tap = z
  .object({
    kind: z.enum(['reply', 'postback', 'link', 'phone', 'location', 'call', 'none']),
    label: z.string(),
    payload: z.string().nullable(),
    url: z.string().nullable(),
  })
  .transform((one) => ({ ...one, means: withoutMark(one.payload ?? '') }));
export type Tap = z.infer<typeof tap>;

const bubble = z.object({
  id: z.string(),
  from: z.enum(['customer', 'shop']),
  text: z.string().nullable(),
  buttons: z.array(tap),
  at: z.number(),
});
export type Bubble = z.infer<typeof bubble>;

const phone = z.object({ messages: z.array(bubble), keyboard: z.array(tap) });
export type PhoneView = z.infer<typeof phone>;

const sum = z.object({ amountMinor: z.number(), currency: z.string() });
const session = z.object({
  id: z.string(),
  account: z.string(),
  merchantOrderId: z.string(),
  status: z.enum(['pending', 'processing', 'succeeded', 'failed', 'expired', 'voided']),
  amountMinor: z.number(),
  currency: z.string(),
  asked: sum,
  transactionId: z.string().nullable(),
  checkoutUrl: z.string(),
  metadata: z.record(z.string(), z.unknown()),
});
export type BookSession = z.infer<typeof session>;

const bookMessage = z.object({
  channel: z.enum(['messenger', 'instagram', 'viber']),
  account: z.string(),
  person: z.string(),
  direction: z.enum(['in', 'out']),
  text: z.string().nullable(),
  choices: z.array(
    z.object({ payload: z.string() }).transform(({ payload }) => ({ means: withoutMark(payload) })),
  ),
  link: z.object({ label: z.string(), url: z.string() }).nullable(),
  externalId: z.string(),
  correlation: z.string().nullable(),
});
export type BookMessage = z.infer<typeof bookMessage>;

const delivery = z.object({
  standIn: z.string(),
  label: z.string(),
  status: z.number().nullable(),
  ok: z.boolean(),
  reason: z.string().nullable(),
});
export type BookDelivery = z.infer<typeof delivery>;

const books = z.object({
  sessions: z.array(session),
  messages: z.array(bookMessage),
  deliveries: z.array(delivery),
});
export type Books = z.infer<typeof books>;

export type Faults = { target: Channel | 'vpos' | 'all'; [fault: string]: unknown };
export type SessionAction = 'open' | 'pay' | 'decline' | 'expire' | 'void';

/** The sandbox's control API, as its README describes it. */
export type SandboxControl = ReturnType<typeof createSandboxControl>;

/** Calls throw when the sandbox refuses. */
export function createSandboxControl(baseUrl: string) {
  const call = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${baseUrl}/control/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
  };
  return {
    baseUrl,
    books: async () => books.parse(await call('GET', 'books')),
    faults: (faults: Faults) => call('POST', 'faults', faults),
    moveGateway: (url: string) => call('POST', 'gateway', { url }),
    sessionLife: (lifeMs: number) => call('POST', 'sessions', { lifeMs }),
    session: (id: string, action: SessionAction, detail: object = {}) =>
      call('POST', `sessions/${id}/${action}`, detail),
    phone: async (path: string) => phone.parse(await call('GET', `phones/${path}`)),
    act: (path: string, action: string, body: object = {}) =>
      call('POST', `phones/${path}/${action}`, body),
  };
}

function withoutMark(payload: string): string {
  return payload.replace(/^#\//, '');
}
