import { randomBytes } from 'node:crypto';
import type { MetaDialect } from '../meta/meta-dialect.ts';
import { MESSENGER_RULES } from './messenger-rules.ts';
import { toMessengerUpdate } from './messenger-update.ts';

const FIELDS = {
  text: ['messages'],
  'quick-reply': ['messages'],
  media: ['messages'],
  postback: ['messaging_postbacks'],
  referral: ['messaging_referrals'],
  echo: ['message_echoes'],
  delivered: ['message_deliveries'],
  seen: ['message_reads'],
} as const;

/** Messenger: Pages, the Send API, watermarks. */
export const MESSENGER: MetaDialect = {
  channel: 'messenger',
  rules: MESSENGER_RULES,
  newMessageId: () => `m_${randomBytes(48).toString('base64url')}`,
  toUpdate: toMessengerUpdate,
  fieldsOf: (kind) => FIELDS[kind],
};
