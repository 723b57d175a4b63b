import { randomBytes } from 'node:crypto';
import type { Account } from '../accounts.ts';
import type { Platform } from '../platform.ts';
import { createExpiry } from './expiry.ts';
import { sendSessionWebhook } from './send-session-webhook.ts';
import { moveSession, type Session, type SessionAction, type SessionMove } from './session.ts';
import { createSessionStore, type SessionStore } from './session-store.ts';
import type { CreateSession } from './wire.ts';

const SESSION_LIMIT = 50_000;
const DEFAULT_LIFE_MS = 20 * 60_000;

/** Where sessions are opened and moved; every move tells the merchant by webhook. */
export interface SessionDesk {
  readonly sessions: SessionStore;
  open(account: Account, key: string, request: CreateSession): Session;
  act(session: Session, action: SessionAction, reason?: string): SessionAct;
  /** How long sessions opened from now on live, in ms. */
  setLife(lifeMs: number): void;
}

/** `told` resolves once the first try of the webhook is over, whatever became of it. */
export type SessionAct = { move: SessionMove; told: Promise<void> };

/** A desk without sessions. */
export function createSessionDesk(platform: Platform): SessionDesk {
  const { addresses, dial, events } = platform;
  const expiry = createExpiry((id) => {
    const session = sessions.byId(id);
    if (session) act(session, 'expire');
  });
  const sessions = createSessionStore(SESSION_LIMIT, ({ id }) => expiry.forget(id));
  let lifeMs = DEFAULT_LIFE_MS;
  platform.onReset(() => {
    sessions.clear();
    lifeMs = DEFAULT_LIFE_MS;
  });

  function act(session: Session, action: SessionAction, reason = 'card_declined'): SessionAct {
    const move = moveSession(session.status, action);
    if (move.kind !== 'moved') return { move, told: Promise.resolve() };
    session.status = move.to;
    if (move.to === 'succeeded') charge(session);
    if (move.to === 'failed') session.failureReason = reason;
    if (move.to !== 'processing') expiry.forget(session.id);
    publish(session);
    return { move, told: sendSessionWebhook(platform, session) };
  }

  function charge(session: Session): void {
    const { wrongAmount, wrongCurrency } = dial.of('vpos');
    session.charged = {
      amountMinor: Math.max(0, session.asked.amountMinor + wrongAmount),
      currency: wrongCurrency ?? session.asked.currency,
    };
    session.paidAt = new Date().toISOString();
    session.transactionId = newName('tx');
    session.failureReason = null;
  }

  function publish({ account, id, status }: Session): void {
    events.publish({ kind: 'session', account, id, status });
  }

  return {
    sessions,
    act,
    open(account, key, request) {
      const session = newSession({ account, request, lifeMs, publicUrl: addresses.publicUrl() });
      sessions.add(session, key, request);
      expiry.watch(session.id, lifeMs);
      publish(session);
      return session;
    },
    setLife(ms) {
      lifeMs = ms;
    },
  };
}

type Opening = { account: Account; request: CreateSession; lifeMs: number; publicUrl: string };

function newSession({ account, request, lifeMs, publicUrl }: Opening): Session {
  const id = newName('ps');
  const now = Date.now();
  return {
    id,
    account: account.key,
    merchantOrderId: request.merchantOrderId,
    status: 'pending',
    asked: { amountMinor: request.amountMinor, currency: request.currency },
    charged: null,
    checkoutUrl: `${publicUrl}/vpos/checkout/${id}`,
    returnUrl: request.returnUrl,
    metadata: request.metadata,
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + lifeMs).toISOString(),
    paidAt: null,
    transactionId: null,
    failureReason: null,
  };
}

function newName(prefix: 'ps' | 'tx'): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}
