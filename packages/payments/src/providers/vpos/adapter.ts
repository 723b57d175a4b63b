import {
  type Attempt,
  type Checkout,
  type PaymentEvent,
  type PaymentProvider,
  RemoteError,
  sameMoney,
} from '@chatpay/core';
import {
  type HttpClient,
  type HttpClientFactory,
  type HttpResponse,
  retryAfterMs,
} from '@chatpay/http';
import { STANDARD_PROFILE, type VposProfile } from './profile.ts';
import { readExact } from './read-exact.ts';
import { findForgery } from './signature.ts';
import { fromWireSum } from './sum.ts';
import { toEvent, toReceipt } from './to-event.ts';
import { toReference, toWire } from './to-wire.ts';
import { readErrorCode, readSession, readSessions, type VposSession } from './wire.ts';

export type VposConfig = {
  /** The merchant's token for calls. */
  apiToken: string;
  /** Every secret that webhooks may be signed with now. */
  webhookSecrets: readonly string[];
  baseUrl?: string;
  profile?: VposProfile;
  http: HttpClientFactory;
};

/** VPOS.am: a session with a hosted page, signed webhooks and a lookup. */
export function createVposProvider(config: VposConfig): PaymentProvider {
  const { apiToken, webhookSecrets: secrets, profile = STANDARD_PROFILE } = config;
  const http = config.http({
    party: 'vpos',
    baseUrl: config.baseUrl ?? 'https://api.vpos.am',
    timeoutMs: 25_000,
    headers: { authorization: `Bearer ${apiToken}` },
    secrets: [apiToken, ...secrets],
  });
  return {
    provider: 'vpos',
    createCheckout: (attempt) => createCheckout(http, profile, attempt),

    receive(request) {
      const forgery = findForgery(request, { secrets, profile });
      if (forgery !== null) return { kind: 'rejected', status: 401, reason: forgery };
      return toReceipt(request, profile);
    },

    reply(receipt, verdict) {
      if (verdict === 'unavailable') return { status: 503 };
      if (receipt.kind === 'rejected') return { status: receipt.status };
      if (verdict === 'rejected') return { status: 401 };
      return { status: 200, contentType: 'application/json', body: '{"received":true}' };
    },

    lookup: (attempt) => lookUp(http, profile, attempt),
  };
}

async function createCheckout(
  http: HttpClient,
  profile: VposProfile,
  attempt: Attempt,
): Promise<Checkout> {
  const json = toWire(attempt, profile);
  if (!json) return { kind: 'refused', reason: 'the sum has digits that VPOS does not take' };
  const headers = { 'idempotency-key': attempt.id };
  const path = profile.routes.create;
  try {
    const response = await http.request({ method: 'POST', path, headers, json });
    return toCheckout(response, profile, attempt);
  } catch (fault) {
    if (!(fault instanceof RemoteError)) throw fault;
    return { kind: fault.notSent ? 'unavailable' : 'unknown', reason: fault.message };
  }
}

/** A 409 and a 422 refuse this key with this body; the attempt can never open with it. */
function toCheckout(response: HttpResponse, profile: VposProfile, attempt: Attempt): Checkout {
  const { status, text } = response;
  const reason = `${status} ${readErrorCode(readExact(text)) ?? ''}`.trim();
  if (status === 429) return { kind: 'unavailable', reason };
  if (status >= 400 && status < 500 && status !== 408) return { kind: 'refused', reason };
  if (status < 200 || status >= 300) return { kind: 'unknown', reason };

  const session = readSession(readExact(text), profile);
  if (!session?.checkoutUrl) return { kind: 'unknown', reason: 'an answer without a session' };
  const difference = differenceOf(session, profile, attempt);
  if (difference) return { kind: 'unknown', reason: `opened with another ${difference}` };
  const { id: providerRef, checkoutUrl: redirectUrl, expiresAt } = session;
  return { kind: 'opened', providerRef, redirectUrl, expiresAt };
}

/** A session for another sum or order is not the one we asked for, and nobody is sent there. */
function differenceOf(session: VposSession, profile: VposProfile, attempt: Attempt) {
  const sum = fromWireSum(session.amount, session.currency, profile.minorUnitExponent);
  if (!sum || !sameMoney(sum, attempt.amount)) return 'sum';
  return session.merchantOrderId === toReference(attempt) ? null : 'order reference';
}

async function lookUp(
  http: HttpClient,
  profile: VposProfile,
  attempt: Attempt,
): Promise<PaymentEvent | 'no-news'> {
  const response = await http.request({ method: 'GET', ...questionOf(profile, attempt) });
  if (response.status === 404) return 'no-news';
  if (response.status !== 200) throw toFault(response);
  const parsed = readExact(response.text);
  const session =
    attempt.providerRef === null
      ? findOurs(readSessions(parsed, profile), profile, attempt)
      : readSession(parsed, profile);
  if (session === 'none') return 'no-news';
  const isAnother = attempt.providerRef !== null && session?.id !== attempt.providerRef;
  if (!session || isAnother)
    throw new RemoteError('vpos', 'unreadable', 'not the session asked for');
  const occurredAt = session.paidAt ?? new Date();
  return toEvent(session, profile, { source: 'lookup', occurredAt }) ?? 'no-news';
}

function questionOf({ routes }: VposProfile, attempt: Attempt) {
  if (attempt.providerRef === null) {
    return { path: routes.list, query: { [routes.listBy]: toReference(attempt) } };
  }
  return { path: routes.lookup.replace('{id}', encodeURIComponent(attempt.providerRef)) };
}

/**
 * The session of this attempt: by our echoed id, else by our reference if only one has it. Should
 * the provider have opened several for one attempt, the one that money went into.
 */
function findOurs(
  sessions: VposSession[] | null,
  { statuses }: VposProfile,
  attempt: Attempt,
): VposSession | 'none' | null {
  if (!sessions) return null;
  const echoed = sessions.filter(({ attemptId }) => attemptId === attempt.id);
  const paid = echoed.find(({ status }) => statuses.succeeded.includes(status));
  const named = sessions.filter(
    ({ attemptId, merchantOrderId }) =>
      attemptId === null && merchantOrderId === toReference(attempt),
  );
  return paid ?? echoed[0] ?? (named.length === 1 ? named[0] : undefined) ?? 'none';
}

function toFault(response: HttpResponse): RemoteError {
  const { status, text: body } = response;
  const retryAfter = retryAfterMs(response, new Date());
  const detail = { status, body, ...(retryAfter === null ? {} : { retryAfterMs: retryAfter }) };
  if (status === 429) return new RemoteError('vpos', 'throttled', 'asked to slow down', detail);
  const code = status >= 500 ? 'server' : status >= 400 ? 'rejected' : 'unreadable';
  return new RemoteError('vpos', code, `answered ${status}`, detail);
}
