import {
  type Attempt,
  attemptReference,
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
import { toWire } from './to-wire.ts';
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
  const open = (timeoutMs: number) =>
    config.http({
      party: 'vpos',
      baseUrl: config.baseUrl ?? 'https://api.vpos.am',
      timeoutMs,
      headers: { authorization: `Bearer ${apiToken}` },
      secrets: [apiToken, ...secrets],
    });
  const creating = open(25_000);
  const asking = open(10_000);
  return {
    provider: 'vpos',
    createCheckout: (attempt) => createCheckout(creating, profile, attempt),

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

    lookup: (attempt) => lookUp(asking, profile, attempt),
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

/** Something is wrong with our account, address or pace: nothing was opened, nobody was declined. */
const NOT_LET_IN = new Set([401, 403, 404, 405, 429]);
/** The first call with this key may still be running (408, and 409 for an idempotency key). */
const STILL_RUNNING = new Set([408, 409]);

/** What else is a 4xx refuses this sum or this key with this body: the attempt can never open. */
function toCheckout(response: HttpResponse, profile: VposProfile, attempt: Attempt): Checkout {
  const { status, text } = response;
  const reason = `${status} ${readErrorCode(readExact(text)) ?? ''}`.trim();
  if (NOT_LET_IN.has(status)) return { kind: 'unavailable', reason };
  const isAnswer = status < 500 && !STILL_RUNNING.has(status);
  if (isAnswer && status >= 400) return { kind: 'refused', reason };
  if (!isAnswer || status < 200 || status >= 300) return { kind: 'unknown', reason };

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
  return session.merchantOrderId === attemptReference(attempt) ? null : 'order reference';
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
  if (!session || !isAskedFor(session, attempt))
    throw new RemoteError('vpos', 'unreadable', 'not the session asked for');
  const occurredAt = session.paidAt ?? new Date();
  return toEvent(session, profile, { source: 'lookup', occurredAt }) ?? 'no-news';
}

function isAskedFor({ id, merchantOrderId }: VposSession, attempt: Attempt): boolean {
  const isOurOrder = merchantOrderId === null || merchantOrderId === attemptReference(attempt);
  return isOurOrder && (attempt.providerRef === null || id === attempt.providerRef);
}

function questionOf({ routes }: VposProfile, attempt: Attempt) {
  if (attempt.providerRef === null) {
    return { path: routes.list, query: { [routes.listBy]: attemptReference(attempt) } };
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
      attemptId === null && merchantOrderId === attemptReference(attempt),
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
