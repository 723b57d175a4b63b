import type { Account } from '../accounts.ts';
import { asArray, asString } from '../json-value.ts';
import { type GraphAnswer, ok, refused } from './graph-answer.ts';
import { badParameter } from './graph-fault.ts';
import type { MetaDialect } from './meta-dialect.ts';
import type { Subscriptions } from './meta-wire.ts';

/** Fields an account may subscribe. Source: reference messenger.md 3.2, instagram.md 2.1. */
const FIELDS = {
  messenger: [
    'feed',
    'message_deliveries',
    'message_echoes',
    'message_edits',
    'message_reactions',
    'message_reads',
    'message_template_status_update',
    'messages',
    'messaging_account_linking',
    'messaging_customer_information',
    'messaging_feedback',
    'messaging_handovers',
    'messaging_optins',
    'messaging_policy_enforcement',
    'messaging_postbacks',
    'messaging_referrals',
    'response_feedback',
    'send_cart',
    'standby',
  ],
  instagram: [
    'comments',
    'live_comments',
    'message_echoes',
    'message_edit',
    'message_reactions',
    'messages',
    'messaging_handover',
    'messaging_optins',
    'messaging_postbacks',
    'messaging_referral',
    'messaging_seen',
    'standby',
  ],
} as const;

/** `POST subscribed_apps?subscribed_fields=a,b`: replaces what was chosen before. */
export function subscribe(
  subscriptions: Subscriptions,
  { dialect, account }: { dialect: MetaDialect; account: Account },
  given: unknown,
): GraphAnswer {
  const fields = asString(given)?.split(',') ?? asArray(given)?.map(String) ?? [];
  if (fields.length === 0) {
    return refused(badParameter('The parameter subscribed_fields is required.'));
  }
  const allowed: readonly string[] = FIELDS[dialect.channel];
  const index = fields.findIndex((field) => !allowed.includes(field));
  if (index >= 0) {
    const list = allowed.join(', ');
    const message = `Param subscribed_fields[${index}] must be one of {${list}}`;
    return refused(badParameter(`${message} - got "${fields[index]}".`));
  }
  subscriptions.set(account, fields);
  return ok({ success: true });
}

/** `GET subscribed_apps`: empty when nothing is subscribed. */
export function listSubscription(
  subscriptions: Subscriptions,
  { dialect, account }: { dialect: MetaDialect; account: Account },
): GraphAnswer {
  const subscribed_fields = subscriptions.of(account) ?? FIELDS[dialect.channel];
  if (subscribed_fields.length === 0) return ok({ data: [] });
  return ok({ data: [{ name: 'Sandbox app', id: account.appId, subscribed_fields }] });
}
