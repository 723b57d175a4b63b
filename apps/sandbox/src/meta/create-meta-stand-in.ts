import type { Account } from '../accounts.ts';
import { createTimers } from '../delivery/timers.ts';
import type { JsonObject } from '../json-value.ts';
import { type ActionOutcome, type ChatNetwork, DONE } from '../phones/chat-network.ts';
import type { MediaKind, Phone } from '../phones/phone.ts';
import type { PhoneShelf } from '../phones/phone-shelf.ts';
import type { Scribe } from '../phones/scribe.ts';
import type { Platform } from '../platform.ts';
import { acceptSend, markRead } from './accept-send.ts';
import { actAsCustomer } from './customer-acts.ts';
import { followSend } from './follow-send.ts';
import type { GraphFault } from './graph-fault.ts';
import type { MetaDialect } from './meta-dialect.ts';
import { createSubscriptions, createTellShop, type Subscriptions } from './meta-wire.ts';
import { takeSenderAction } from './sender-action.ts';

export type MetaStandInConfig = {
  platform: Platform;
  dialect: MetaDialect;
  shelf: PhoneShelf;
  scribe: Scribe;
  /** What a tap on Get Started sends; null where the platform or the Page has none. */
  getStarted(account: Account): string | null;
  mediaUrl(kind: MediaKind): string | null;
  /** The app that answers for the shop's people; empty where the platform names none. */
  inboxAppId: string;
};

/** The answer of the Send API; `follow` tells the shop what comes of it. */
export type SendReply =
  | { kind: 'fault'; fault: GraphFault }
  | { kind: 'ok'; body: JsonObject; follow(): Promise<void> };

export interface MetaStandIn extends ChatNetwork {
  send(account: Account, body: JsonObject): SendReply;
  readonly subscriptions: Subscriptions;
}

/** Messenger or Instagram, depending on the dialect: threads, windows, echoes, receipts. */
export function createMetaStandIn(config: MetaStandInConfig): MetaStandIn {
  const { platform, dialect } = config;
  const subscriptions = createSubscriptions();
  const tellShop = createTellShop(platform, dialect, subscriptions);
  const timers = createTimers();
  const ground = { ...config, tellShop, timers };
  platform.onReset(timers.clear);

  return {
    channel: dialect.channel,
    subscriptions,
    act(account, phone, action) {
      if (action.kind !== 'manager-says') return actAsCustomer(ground, { account, phone }, action);
      const sent = writeAsManager(config, phone, action.text);
      if (sent.kind === 'impossible') return sent;
      void followSend(ground, account, { sent, appId: config.inboxAppId });
      return DONE;
    },
    send(account, body) {
      const sent = acceptSend(config, account, body);
      if (sent.kind === 'fault') return sent;
      const recipient_id = sent.phone.person;
      if (sent.kind === 'action') {
        takeSenderAction(ground, sent.phone, sent.action);
        return { kind: 'ok', body: { recipient_id }, follow: async () => {} };
      }
      return {
        kind: 'ok',
        body: { recipient_id, message_id: sent.mid },
        follow: () => followSend(ground, account, { sent, appId: account.appId }),
      };
    },
  };
}

/** A person answers in the inbox of the Page or in the Instagram app. */
function writeAsManager({ dialect, scribe }: MetaStandInConfig, phone: Phone, text: string) {
  if (phone.standing !== 'member') {
    return { kind: 'impossible', reason: 'there is no thread yet' } satisfies ActionOutcome;
  }
  const mid = dialect.newMessageId();
  const bare = { media: [], cards: [], buttons: [], keyboard: [], correlation: null };
  markRead(phone);
  const { at } = scribe.shopWrote(phone, { ...bare, id: mid, by: 'manager', text });
  return { kind: 'message' as const, phone, mid, sentAt: at, message: { text } };
}
