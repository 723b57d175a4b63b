import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '../connect.ts';

/** A piece of work that should have been done by now, and since when, in microseconds of 1970. */
export type DueItem = { id: string; since: string };

export type DueWork = {
  conversations: DueItem[];
  deliveries: DueItem[];
  paymentEvents: DueItem[];
  lookups: DueItem[];
  expiries: DueItem[];
};

/**
 * Looks at the work rows themselves, never at flags, and of each lane at its first one: those behind
 * it wait with it and must not hide the work of others. `graceMs` leaves fresh work to the doorbell,
 * so that the sweep stays the exception.
 */
export async function findDueWork(
  db: Executor,
  { graceMs, limit }: { graceMs: number; limit: number },
): Promise<DueWork> {
  const before = sql`clock_timestamp() - ${graceMs} * interval '1 millisecond'`;
  return {
    conversations: await items(
      db,
      sql`select lane_id as id, due_at from inbox
        where state = 'ready' and due_at <= ${before} and lane_id is not null
          and not exists (
            select from inbox as ahead
            where ahead.lane_id = inbox.lane_id and ahead.state = 'ready'
              and ahead.seq < inbox.seq)
        order by due_at limit ${limit}`,
    ),
    deliveries: await items(
      db,
      sql`select conversation_id as id, due_at from message
        where direction = 'out' and state in ('queued', 'retry', 'sending', 'unknown')
          and due_at <= ${before}
          and not exists (
            select from message as ahead
            where ahead.conversation_id = message.conversation_id and ahead.direction = 'out'
              and ahead.state in ('queued', 'retry', 'sending', 'unknown')
              and ahead.due_at < 'infinity' and ahead.seq < message.seq)
        order by due_at limit ${limit}`,
    ),
    paymentEvents: await items(
      db,
      sql`select id, due_at from inbox
        where state = 'ready' and due_at <= ${before} and source = 'payment'
        order by due_at limit ${limit}`,
    ),
    lookups: await items(
      db,
      sql`select id, next_lookup_at as due_at from attempt
        where next_lookup_at <= clock_timestamp()
        order by next_lookup_at limit ${limit}`,
    ),
    expiries: await items(
      db,
      sql`select id, due_at from payment_request
        where status in ('pending', 'manual_review') and due_at <= clock_timestamp()
          and (status = 'pending' or review_reason = 'outcome_unknown')
        order by due_at limit ${limit}`,
    ),
  };
}

async function items(db: Executor, due: SQL): Promise<DueItem[]> {
  const { rows } = await db.execute<DueItem>(sql`
    select id, (extract(epoch from min(due_at)) * 1000000)::bigint::text as since
    from (${due}) as due group by id order by min(due_at)`);
  return rows;
}
