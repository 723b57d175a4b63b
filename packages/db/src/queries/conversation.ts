import type { PersonProfile } from '@chatpay/core';
import { newId } from '@chatpay/core';
import { and, eq, sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../connect.ts';
import { contact, conversation } from '../schema/conversation.ts';
import { lane } from '../schema/inbox.ts';
import { channelAccount } from '../schema/merchant.ts';
import { uuidArray } from './uuid-array.ts';

export type Contact = Omit<typeof contact.$inferSelect, 'createdAt'>;
export type Conversation = Omit<
  typeof conversation.$inferSelect,
  'deliveryLeaseUntil' | 'deliveryFence' | 'createdAt'
>;
export type LockedConversation = { conversation: Conversation; contact: Contact };

/**
 * Locks conversations with their contacts, always in the same order, by the ids of their lanes;
 * both are created from the lane where they are missing.
 */
export async function lockConversations(
  tx: Transaction,
  laneIds: string[],
): Promise<Map<string, LockedConversation>> {
  const found = await selectLocked(tx, laneIds);
  const missing = laneIds.filter((id) => !found.has(id));
  if (missing.length === 0) return found;
  for (const laneId of missing) await createFromLane(tx, laneId);
  return selectLocked(tx, laneIds);
}

type LockedRow = Conversation & {
  outboundSeq: string;
  managerUntil: number | null;
  windowExpiresAt: number | null;
  contact: Contact;
};

/** One statement by hand: every turn begins with it. */
async function selectLocked(
  tx: Transaction,
  ids: string[],
): Promise<Map<string, LockedConversation>> {
  const { rows } = await tx.execute<LockedRow>(sql`
    select conversation.id, conversation.merchant_id as "merchantId",
      conversation.account_id as "accountId", contact_id as "contactId", mode,
      mode_reason as "modeReason", ${epochMs(conversation.managerUntil)} as "managerUntil",
      flow, flow_state as "flowState", language,
      ${epochMs(conversation.windowExpiresAt)} as "windowExpiresAt",
      window_reason as "windowReason", outbound_seq as "outboundSeq",
      json_build_object(
        'id', contact.id, 'merchantId', contact.merchant_id, 'accountId', contact.account_id,
        'externalId', contact.external_id, 'name', contact.name,
        'languageHint', contact.language_hint, 'country', contact.country,
        'apiLevel', contact.api_level, 'phone', contact.phone, 'address', contact.address,
        'reachable', contact.reachable) as contact
    from conversation
    join contact on contact.id = conversation.contact_id
    where conversation.id = any(${uuidArray(ids)}::uuid[])
    order by conversation.id
    for update of conversation`);
  const locked = rows.map(({ contact, ...row }): [string, LockedConversation] => [
    row.id,
    {
      conversation: {
        ...row,
        outboundSeq: Number(row.outboundSeq),
        managerUntil: toDate(row.managerUntil),
        windowExpiresAt: toDate(row.windowExpiresAt),
      },
      contact,
    },
  ]);
  return new Map(locked);
}

function epochMs(column: typeof conversation.managerUntil | typeof conversation.windowExpiresAt) {
  return sql`floor(extract(epoch from ${column}) * 1000)::float8`;
}

function toDate(epoch: number | null): Date | null {
  return epoch === null ? null : new Date(epoch);
}

/** Several workers may do this at once: whoever comes second finds the rows and takes no lock. */
async function createFromLane(tx: Transaction, laneId: string): Promise<void> {
  const [origin] = await tx
    .select({ lane, scenario: channelAccount.scenario })
    .from(lane)
    .innerJoin(channelAccount, eq(channelAccount.id, lane.accountId))
    .where(eq(lane.id, laneId));
  if (!origin) return;
  const { merchantId, accountId, person } = origin.lane;
  await tx
    .insert(contact)
    .values({ id: newId(), merchantId, accountId, externalId: person })
    .onConflictDoNothing();
  const [known] = await tx
    .select({ id: contact.id })
    .from(contact)
    .where(and(eq(contact.accountId, accountId), eq(contact.externalId, person)));
  if (!known) throw new Error(`The contact of lane ${laneId} was not stored`);
  await tx
    .insert(conversation)
    .values({ id: laneId, merchantId, accountId, contactId: known.id, flow: origin.scenario })
    .onConflictDoNothing();
}

/** Writes what may change in a turn. Every conversation is locked, so nobody else changed it. */
export async function saveConversations(tx: Transaction, changed: Conversation[]): Promise<void> {
  if (changed.length === 0) return;
  await tx.execute(sql`
    update conversation set mode = given.mode, mode_reason = given."modeReason",
      manager_until = given."managerUntil", flow_state = given."flowState",
      language = given.language, window_expires_at = given."windowExpiresAt",
      window_reason = given."windowReason", outbound_seq = given."outboundSeq"
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as given (
      id uuid, mode text, "modeReason" text, "managerUntil" timestamptz, "flowState" jsonb,
      language text, "windowExpiresAt" timestamptz, "windowReason" text, "outboundSeq" bigint)
    where conversation.id = given.id`);
}

export async function saveContact(
  tx: Executor,
  id: string,
  changes: Partial<typeof contact.$inferInsert>,
): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  await tx.update(contact).set(changes).where(eq(contact.id, id));
}

/** What an event says about the person, over what we knew. Silence changes nothing. */
export function profileChanges(known: Contact, profile: PersonProfile | null): Partial<Contact> {
  if (!profile) return {};
  const told = {
    name: profile.name,
    languageHint: profile.language,
    country: profile.country,
    apiLevel: profile.apiLevel,
  };
  return Object.fromEntries(
    Object.entries(told).filter(
      ([field, value]) => value !== null && value !== known[field as keyof typeof told],
    ),
  );
}

/** What a page outside the chat must know of a conversation. */
export async function findConversation(db: Executor, id: string) {
  const [row] = await db
    .select({ language: conversation.language, accountId: conversation.accountId })
    .from(conversation)
    .where(eq(conversation.id, id));
  return row;
}
