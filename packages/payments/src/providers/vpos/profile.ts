import { z } from 'zod';

/**
 * What VPOS.am's public contract leaves open (https://api.vpos.am/docs), as configuration: the
 * defaults follow Standard Webhooks, and the real values can be mapped without a change of code.
 */
export const vposProfile = z
  .strictObject({
    /** Decimal places of a sum on the wire: 2 sends 15 000 ֏ as 1500000, 0 as 15000. */
    minorUnitExponent: z.union([z.literal(0), z.literal(1), z.literal(2)]).default(2),
    /** Their words for each of our kinds, in any letter case. */
    statuses: z
      .strictObject({
        pending: words('pending', 'processing', 'created', 'open'),
        succeeded: words('succeeded', 'paid', 'completed', 'approved', 'captured'),
        failed: words('failed', 'declined', 'rejected'),
        expired: words('expired', 'timeout'),
        voided: words('voided', 'void', 'reversed', 'cancelled_by_provider'),
      })
      .prefault({}),
    /** Webhook types that carry a session. Its status decides what happened. */
    eventTypes: words(
      'payment_session.processing',
      'payment_session.succeeded',
      'payment_session.failed',
      'payment_session.expired',
      'payment_session.voided',
    ),
    signature: z
      .discriminatedUnion('recipe', [
        z.strictObject({
          recipe: z.literal('standard-webhooks'),
          idHeader: header('webhook-id'),
          timestampHeader: header('webhook-timestamp'),
          signatureHeader: header('webhook-signature'),
        }),
        z.strictObject({
          recipe: z.literal('t-v1'),
          signatureHeader: header('vpos-signature'),
        }),
      ])
      .prefault({ recipe: 'standard-webhooks' }),
    /** Where an event's own id stands. Where there is none, the bytes of the body are the id. */
    eventId: z
      .discriminatedUnion('from', [
        z.strictObject({ from: z.literal('header'), name: header('webhook-id') }),
        z.strictObject({ from: z.literal('body'), path: path('id') }),
        z.strictObject({ from: z.literal('bytes') }),
      ])
      .optional(),
    /** How far a signed time may be from ours, to both sides. */
    toleranceSeconds: z.int().min(1).max(3600).default(300),
    routes: z
      .strictObject({
        create: route('/v1/payment-sessions'),
        /** `{id}` is the session's id. */
        lookup: route('/v1/payment-sessions/{id}').refine((text) => text.includes('{id}')),
        list: route('/v1/payment-sessions'),
        /** The parameter of the list that takes our order reference. */
        listBy: z.string().min(1).default('merchantOrderId'),
      })
      .prefault({}),
    /** Where things stand: members of the envelope and of the session, joined by dots. */
    fields: z
      .strictObject({
        type: path('type'),
        timestamp: path('timestamp'),
        session: path('data'),
        listed: path('data'),
        id: path('id'),
        status: path('status'),
        checkoutUrl: path('checkoutUrl'),
        amountMinor: path('amountMinor'),
        currency: path('currency'),
        transactionId: path('transactionId'),
        merchantOrderId: path('merchantOrderId'),
        attemptId: path('metadata.attemptId'),
        expiresAt: path('expiresAt'),
        paidAt: path('paidAt'),
        failureReason: path('failureReason'),
      })
      .prefault({}),
    /** Their name of the rail to be paid through. */
    providerWord: z.string().min(1).default('manual'),
  })
  .refine(({ statuses }) => isUnambiguous(Object.values(statuses).flat()), {
    path: ['statuses'],
    message: 'one word cannot mean two things',
  });
export type VposProfile = z.output<typeof vposProfile>;

export const STANDARD_PROFILE: VposProfile = vposProfile.parse({});

function words(...defaults: string[]) {
  return z.array(z.string().min(1).toLowerCase()).min(1).default(defaults);
}

function header(name: string) {
  return z.string().min(1).toLowerCase().default(name);
}

function path(members: string) {
  return z
    .string()
    .regex(/^[^.]+(\.[^.]+)*$/)
    .default(members);
}

function route(template: string) {
  return z.string().startsWith('/').default(template);
}

function isUnambiguous(all: string[]): boolean {
  return new Set(all).size === all.length;
}
