import type { Account } from '../accounts.ts';
import { createTimers, type Timers } from '../delivery/timers.ts';
import { waitAtMost } from '../delivery/wait-at-most.ts';
import { asString, type JsonObject } from '../json-value.ts';
import type { ChatNetwork, StandInGround } from '../phones/chat-network.ts';
import type { Phone } from '../phones/phone.ts';
import { acceptSend } from './accept-send.ts';
import { type BotSettingsStore, createBotSettings } from './bot-settings.ts';
import { type CallBot, createCallBot } from './call-bot.ts';
import { checkOnDevice } from './check-on-device.ts';
import { actAsCustomer } from './customer-acts.ts';
import { createMessageTokens, type MessageTokens } from './message-tokens.ts';
import { toLook } from './to-look.ts';
import type { ViberRefusal } from './viber-status.ts';

const DELIVERED_AFTER_MS = 120;
const SEEN_AFTER_MS = 700;
const BEFORE_ANSWER_MS = 2_000;

/** The answer of send_message; `follow` calls the bot back with what became of it. */
export type SendReply =
  | { kind: 'refused'; refusal: ViberRefusal }
  | { kind: 'sent'; token: bigint; billing: number; follow(): Promise<void> };

export interface ViberBots extends ChatNetwork {
  send(account: Account, body: JsonObject): SendReply;
  readonly settings: BotSettingsStore;
  readonly callBot: CallBot;
  readonly tokens: MessageTokens;
}

type Ground = StandInGround & { callBot: CallBot; tokens: MessageTokens; timers: Timers };
type Sent = { phone: Phone; token: bigint; trouble: string | null };

/** All Viber bots of the sandbox and their customers. */
export function createViberBots(base: StandInGround): ViberBots {
  const settings = createBotSettings();
  const tokens = createMessageTokens(Date.now());
  const timers = createTimers();
  const callBot = createCallBot(base.platform, tokens, settings);
  const ground: Ground = { ...base, callBot, tokens, timers };
  base.platform.onReset(timers.clear);

  return {
    channel: 'viber',
    settings,
    callBot,
    tokens,
    act: (account, phone, action) =>
      actAsCustomer({ ...ground, log: base.platform.config.log }, { account, phone }, action),
    send(account, body) {
      const { hasWebhook } = settings.of(account);
      const accepted = acceptSend({ shelf: base.shelf, hasWebhook }, account, body);
      if (accepted.kind === 'refused') return accepted;
      const { phone, billing } = accepted;
      const token = tokens.next();
      const trouble = checkOnDevice(body);
      if (trouble === null) show(ground, phone, { body, token });
      const follow = () => followSend(ground, account, { phone, token, trouble });
      return { kind: 'sent', token, billing, follow };
    },
  };
}

function show({ scribe }: Ground, phone: Phone, sent: { body: JsonObject; token: bigint }): void {
  const correlation = asString(sent.body.tracking_data);
  phone.trackingData = correlation;
  const look = toLook(sent.body);
  for (const bubble of phone.bubbles) if (bubble.from === 'customer') bubble.status = 'seen';
  scribe.shopWrote(phone, { ...look, id: String(sent.token), by: 'bot', correlation });
}

/** Delivered, then seen; or failed when the customer's app could not draw it. */
async function followSend(ground: Ground, account: Account, sent: Sent): Promise<void> {
  const { platform, callBot, timers } = ground;
  const { phone, token, trouble } = sent;
  const { receipts, echoBeforeAnswer } = platform.dial.of('viber');
  if (trouble !== null) {
    const failed = { kind: 'failed' as const, person: phone.person, reason: trouble };
    if (receipts) await callBot(account, failed, { token });
    return;
  }
  if (echoBeforeAnswer) {
    const kinds = ['delivered', 'seen'] as const;
    const told = kinds.map((kind) => receive(ground, account, { ...sent, kind }));
    return waitAtMost(BEFORE_ANSWER_MS, Promise.all(told));
  }
  timers.after(DELIVERED_AFTER_MS, () => receive(ground, account, { ...sent, kind: 'delivered' }));
  timers.after(SEEN_AFTER_MS, () => receive(ground, account, { ...sent, kind: 'seen' }));
}

async function receive(
  { platform, scribe, callBot }: Ground,
  account: Account,
  { phone, token, kind }: Sent & { kind: 'delivered' | 'seen' },
): Promise<void> {
  const bubble = phone.bubbles.findLast(({ id }) => id === String(token));
  if (bubble) {
    bubble.status = kind;
    scribe.changed(phone);
  }
  if (!platform.dial.of('viber').receipts) return;
  await callBot(account, { kind, person: phone.person }, { token });
}
