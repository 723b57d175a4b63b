import { sql } from 'drizzle-orm';
import type { Executor } from '../connect.ts';

/** Ids of work that should have been done by now. */
export type DueWork = {
  conversations: string[];
  deliveries: string[];
  paymentEvents: string[];
  lookups: string[];
  expiries: string[];
};

/**
 * Looks at the work rows themselves, never at flags. `graceMs` leaves fresh work to the doorbell,
 * so that the sweep stays the exception.
 */
export async function findDueWork(
  db: Executor,
  { graceMs, limit }: { graceMs: number; limit: number },
): Promise<DueWork> {
  const before = sql`clock_timestamp() - ${graceMs} * interval '1 millisecond'`;
  const [conversations, deliveries, paymentEvents, lookups, expiries] = [
    await ids(
      db,
      sql`select distinct lane_id as id from (
        select lane_id from inbox
        where state = 'ready' and due_at <= ${before} and lane_id is not null
        order by due_at limit ${limit}) as due`,
    ),
    await ids(
      db,
      sql`select distinct conversation_id as id from (
        select conversation_id from message
        where direction = 'out' and state in ('queued', 'retry', 'sending', 'unknown')
          and due_at <= ${before}
        order by due_at limit ${limit}) as due`,
    ),
    await ids(
      db,
      sql`select id from inbox
        where state = 'ready' and due_at <= ${before} and source = 'payment'
        order by due_at limit ${limit}`,
    ),
    await ids(
      db,
      sql`select id from attempt where next_lookup_at <= clock_timestamp()
        order by next_lookup_at limit ${limit}`,
    ),
    await ids(
      db,
      sql`select id from payment_request
        where status in ('pending', 'manual_review') and due_at <= clock_timestamp()
          and (status = 'pending' or review_reason = 'outcome_unknown')
        order by due_at limit ${limit}`,
    ),
  ];
  return { conversations, deliveries, paymentEvents, lookups, expiries };
}

async function ids(db: Executor, query: ReturnType<typeof sql>): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(query);
  return rows.map(({ id }) => id);
}
