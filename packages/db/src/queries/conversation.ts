import type { PersonProfile } from '@chatpay/core';
import { newId } from '@chatpay/core';
import { and, eq, sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../connect.ts';
import { contact, conversation } from '../schema/conversation.ts';
import { lane } from '../schema/inbox.ts';
import { channelAccount } from '../schema/merchant.ts';
import { UNSYNCED } from './inbox.ts';

export type Contact = typeof contact.$inferSelect;
export type Conversation = typeof conversation.$inferSelect;
export type LockedConversation = { conversation: Conversation; contact: Contact };

/** Locks a conversation with its contact; both are created from the lane when they are missing. */
export async function lockConversation(
  tx: Transaction,
  laneId: string,
): Promise<LockedConversation> {
  const found = await selectLocked(tx, laneId);
  if (found) return found;
  await createFromLane(tx, laneId);
  const created = await selectLocked(tx, laneId);
  if (!created) throw new Error(`Conversation ${laneId} has no lane`);
  return created;
}

async function selectLocked(tx: Transaction, id: string): Promise<LockedConversation | undefined> {
  const [row] = await tx
    .select({ conversation, contact })
    .from(conversation)
    .innerJoin(contact, eq(contact.id, conversation.contactId))
    .where(eq(conversation.id, id))
    .for('update', { of: conversation });
  return row;
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

export async function saveConversation(
  tx: Transaction,
  id: string,
  changes: Partial<typeof conversation.$inferInsert>,
): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  await tx.update(conversation).set(changes).where(eq(conversation.id, id));
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

/**
 * Takes the outgoing lane for `leaseMs`, unless somebody else holds it. Every write of the owner
 * checks the fence returned here; a higher one means the lane was taken over.
 */
export async function leaseDelivery(
  db: Executor,
  id: string,
  leaseMs: number,
): Promise<number | undefined> {
  const { rows } = await db.execute<{ fence: string }>(sql`
    update conversation
    set delivery_lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond',
      delivery_fence = delivery_fence + 1
    where id = ${id} and coalesce(delivery_lease_until < clock_timestamp(), true) and ${UNSYNCED}
    returning delivery_fence as fence`);
  return rows[0] ? Number(rows[0].fence) : undefined;
}

/** Gives the lane back. A message queued meanwhile is found by looking again afterwards. */
export async function releaseDelivery(db: Executor, id: string, fence: number): Promise<void> {
  await db.execute(sql`
    update conversation set delivery_lease_until = null
    where id = ${id} and delivery_fence = ${fence} and ${UNSYNCED}`);
}

/** What a page outside the chat must know of a conversation. */
export async function findConversation(db: Executor, id: string) {
  const [row] = await db
    .select({ language: conversation.language, accountId: conversation.accountId })
    .from(conversation)
    .where(eq(conversation.id, id));
  return row;
}
