import { newId } from '@chatpay/core';
import type pg from 'pg';

/** An event on its way into the inbox. `person` puts it into that person's lane. */
export type IncomingEvent = {
  id: string;
  merchantId: string | null;
  accountId: string | null;
  source: 'channel' | 'payment';
  person: string | null;
  eventKey: string;
  state: 'ready' | 'ignored';
  reason: string | null;
  body: Buffer | null;
};

export type StoredEvent = { id: string; laneId: string | null };

/**
 * Stores events and gives each the next number of its lane, in one statement and so in one
 * transaction. Lanes are locked in the order of their names and events inserted in the order of
 * their keys, so concurrent batches cannot deadlock, and a lane's numbers follow the order of
 * commits. Returns only what is new: an event that is already there is left as it is.
 */
export async function storeEvents(pool: pg.Pool, events: IncomingEvent[]): Promise<StoredEvent[]> {
  const { rows } = await pool.query<StoredEvent>({
    name: 'store-events',
    text: STORE_EVENTS,
    values: [
      events.map((event) => event.id),
      events.map((event) => event.merchantId),
      events.map((event) => event.accountId),
      events.map((event) => event.source),
      events.map((event) => event.person),
      events.map((event) => event.eventKey),
      events.map((event) => event.state),
      events.map((event) => event.reason),
      events.map((event) => event.body),
      events.map(() => newId()),
    ],
  });
  return rows;
}

const STORE_EVENTS = `
with event as (
  select * from unnest(
    $1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[],
    $6::text[], $7::text[], $8::text[], $9::bytea[], $10::uuid[]
  ) with ordinality as given (
    id, merchant_id, account_id, source, person,
    event_key, state, reason, body, new_lane_id, position
  )
),
fresh as (
  select distinct on (account_id, event_key) *
  from event
  where not exists (
    select from inbox
    where inbox.account_id = event.account_id and inbox.event_key = event.event_key
  )
  order by account_id, event_key, position
),
raised as (
  insert into lane (id, merchant_id, account_id, person, seq)
  select (array_agg(new_lane_id order by position))[1], merchant_id, account_id, person, count(*)
  from fresh
  where person is not null and state = 'ready'
  group by merchant_id, account_id, person
  order by account_id, person
  on conflict (account_id, person) do update set seq = lane.seq + excluded.seq
  returning id, account_id, person, seq
),
numbered as (
  select fresh.*,
    row_number() over (partition by account_id, person order by position) as place,
    count(*) over (partition by account_id, person) as places
  from fresh
)
insert into inbox (
  id, merchant_id, account_id, source, lane_id, seq,
  event_key, state, body, reason, due_at, received_at
)
select numbered.id, numbered.merchant_id, numbered.account_id, numbered.source, raised.id,
  raised.seq - numbered.places + numbered.place,
  numbered.event_key, numbered.state, numbered.body, numbered.reason,
  clock_timestamp(), clock_timestamp()
from numbered
left join raised using (account_id, person)
order by numbered.account_id, numbered.event_key
on conflict (account_id, event_key) do nothing
returning id, lane_id as "laneId"
`;
