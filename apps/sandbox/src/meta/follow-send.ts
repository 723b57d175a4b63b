import type { Account } from '../accounts.ts';
import type { Timers } from '../delivery/timers.ts';
import { waitAtMost } from '../delivery/wait-at-most.ts';
import type { Phone } from '../phones/phone.ts';
import type { Scribe } from '../phones/scribe.ts';
import type { Platform } from '../platform.ts';
import { type Accepted, correlationOf } from './accept-send.ts';
import type { MetaDialect } from './meta-dialect.ts';
import type { TellShop } from './meta-wire.ts';

const DELIVERED_AFTER_MS = 120;
const SEEN_AFTER_MS = 700;
const BEFORE_ANSWER_MS = 2_000;

export type FollowGround = {
  platform: Platform;
  dialect: MetaDialect;
  scribe: Scribe;
  tellShop: TellShop;
  timers: Timers;
};

/** What was sent and by which app; the app is empty where the platform names none. */
export type Sent = Accepted & { kind: 'message' };

/**
 * What follows a message: its echo, then the receipts. Ends when they are on their way, or, with
 * the fault `echoBeforeAnswer`, when the shop has taken them.
 */
export async function followSend(
  ground: FollowGround,
  account: Account,
  { sent, appId }: { sent: Sent; appId: string },
): Promise<void> {
  const { platform, dialect, tellShop, timers } = ground;
  const { phone, mid, message, sentAt } = sent;
  const { echoes, echoBeforeAnswer } = platform.dial.of(dialect.channel);
  const metadata = correlationOf(dialect, message);
  const happening = { kind: 'echo' as const, mid, message, appId, metadata };
  const echo = echoes ? tellShop(account, phone, { at: sentAt, happening }) : null;
  if (echoBeforeAnswer) {
    const receipts = [
      receive(ground, account, { sent, kind: 'delivered' }),
      receive(ground, account, { sent, kind: 'seen' }),
    ];
    return waitAtMost(BEFORE_ANSWER_MS, Promise.all([echo, ...receipts]));
  }
  timers.after(DELIVERED_AFTER_MS, () => receive(ground, account, { sent, kind: 'delivered' }));
  timers.after(SEEN_AFTER_MS, () => receive(ground, account, { sent, kind: 'seen' }));
}

async function receive(
  { platform, dialect, scribe, tellShop }: FollowGround,
  account: Account,
  { sent, kind }: { sent: Sent; kind: 'delivered' | 'seen' },
): Promise<void> {
  const { phone, mid, sentAt } = sent;
  mark(scribe, phone, { mid, status: kind });
  if (!platform.dial.of(dialect.channel).receipts) return;
  await tellShop(account, phone, { at: Date.now(), happening: { kind, mid, sentAt } });
}

function mark(
  scribe: Scribe,
  phone: Phone,
  { mid, status }: { mid: string; status: 'delivered' | 'seen' },
): void {
  const bubble = phone.bubbles.findLast(({ id }) => id === mid);
  if (!bubble) return;
  bubble.status = status;
  scribe.changed(phone);
}
