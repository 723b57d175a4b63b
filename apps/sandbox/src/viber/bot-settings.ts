import type { Account } from '../accounts.ts';

/** What a bot chose in set_webhook. */
export type BotSettings = {
  hasWebhook: boolean;
  /** Null is no filter. `message`, `subscribed` and `unsubscribed` cannot be switched off. */
  eventTypes: readonly string[] | null;
  show: { name: boolean; photo: boolean };
};

export interface BotSettingsStore {
  of(account: Account): BotSettings;
  set(account: Account, settings: BotSettings): void;
}

/** As a bot that is set up and has asked for everything. */
const UNTOUCHED: BotSettings = {
  hasWebhook: true,
  eventTypes: null,
  show: { name: true, photo: true },
};

const FILTERABLE = ['delivered', 'seen', 'failed', 'conversation_started'];
const ALWAYS = ['subscribed', 'unsubscribed', 'message'];
/** What live traffic lists when no filter was given. */
export const EVENT_TYPES = [...ALWAYS, 'webhook', ...FILTERABLE, 'client_status', 'action'];

/** The kinds of callbacks as the API tells them back. */
export function listedTypes({ eventTypes }: Pick<BotSettings, 'eventTypes'>): string[] {
  return eventTypes === null ? EVENT_TYPES : [...new Set([...ALWAYS, ...eventTypes])];
}

/** Every registered bot counts as set up until it calls set_webhook itself. */
export function createBotSettings(): BotSettingsStore {
  const chosen = new Map<string, BotSettings>();
  return {
    of: ({ key }) => chosen.get(key) ?? UNTOUCHED,
    set: ({ key }, settings) => chosen.set(key, settings),
  };
}

/** Whether a callback of this kind goes to the bot. */
export function isWanted({ hasWebhook, eventTypes }: BotSettings, kind: string): boolean {
  if (kind === 'webhook') return true;
  if (!hasWebhook) return false;
  return eventTypes === null || !FILTERABLE.includes(kind) || eventTypes.includes(kind);
}
