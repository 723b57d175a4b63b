import type { Pool, PoolClient } from 'pg';

/** What the gateway and the worker remember, as rows. Times are ISO texts, sums numbers. */
export type Memory = {
  orders: {
    id: string;
    number: string;
    status: string;
    channel: string;
    account: string;
    person: string;
    conversationId: string;
  }[];
  requests: { id: string; orderId: string; status: string }[];
  captures: { requestId: string; transactionId: string; outcome: string }[];
  messages: {
    id: string;
    conversationId: string;
    direction: 'in' | 'out';
    seq: number;
    author: 'customer' | 'bot' | 'manager' | 'app';
    class: string;
    state: string;
    externalId: string | null;
    text: string | null;
    reason: string | null;
  }[];
  conversations: { id: string; channel: string; account: string; person: string }[];
  inbox: {
    id: string;
    source: string;
    state: string;
    reason: string | null;
    attempts: number;
    laneId: string | null;
    seq: number | null;
    eventKey: string;
    settledAt: string | null;
    /** The transaction that wrote the row last. */
    writtenBy: string;
  }[];
};

/** Everything in one snapshot, so that rows of different tables fit each other. */
export async function readMemory(pool: Pool): Promise<Memory> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const memory: Memory = {
      orders: await list(client, ORDERS),
      requests: await list(client, REQUESTS),
      captures: await list(client, CAPTURES),
      messages: await list(client, MESSAGES),
      conversations: await list(client, CONVERSATIONS),
      inbox: await list(client, INBOX),
    };
    await client.query('commit');
    return memory;
  } finally {
    client.release();
  }
}

/** Rows as JSON, so that numbers are numbers and times are texts. */
async function list<Row>(client: PoolClient, query: string): Promise<Row[]> {
  const { rows } = await client.query<{ row: Row }>(
    `select row_to_json(found) as row from (${query}) as found`,
  );
  return rows.map(({ row }) => row);
}

const REQUESTS = `select id, order_id as "orderId", status from payment_request`;

const CONVERSATIONS = `
  select conversation.id, channel_account.channel, channel_account.key as account,
    contact.external_id as person
  from conversation
  join contact on contact.id = conversation.contact_id
  join channel_account on channel_account.id = conversation.account_id`;

const ORDERS = `
  select "order".id, "order".number, "order".status, talk.channel, talk.account, talk.person,
    talk.id as "conversationId"
  from "order" join (${CONVERSATIONS}) as talk on talk.id = "order".conversation_id`;

const CAPTURES = `
  select request_id as "requestId", transaction_id as "transactionId", outcome from capture`;

const MESSAGES = `
  select id, conversation_id as "conversationId", direction, seq, author, class, state,
    external_id as "externalId", content->>'text' as text, reason
  from message order by conversation_id, direction, seq`;

const INBOX = `
  select id, source, state, reason, attempts, lane_id as "laneId", seq, event_key as "eventKey",
    settled_at as "settledAt", xmin as "writtenBy"
  from inbox order by lane_id, seq`;
