import { randomBytes } from 'node:crypto';
import type { MetaDialect } from '../meta/meta-dialect.ts';
import { INSTAGRAM_RULES } from './instagram-rules.ts';
import { toInstagramUpdate } from './instagram-update.ts';

const FIELDS = {
  text: ['messages'],
  'quick-reply': ['messages'],
  media: ['messages'],
  postback: ['messaging_postbacks'],
  referral: ['messaging_referral', 'messaging_referrals'],
  echo: ['messages', 'message_echoes'],
  delivered: [],
  seen: ['messaging_seen'],
} as const;

/** Message ids are long base64: over 150 characters. */
const MID_START = 'aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlEOjE3ODQx';

/** Instagram with Instagram Login: no delivery receipts, reads name a message. */
export const INSTAGRAM: MetaDialect = {
  channel: 'instagram',
  rules: INSTAGRAM_RULES,
  newMessageId: () => `${MID_START}${randomBytes(90).toString('base64url')}ZDZD`,
  toUpdate: toInstagramUpdate,
  fieldsOf: (kind) => FIELDS[kind],
};
