import type pg from 'pg';
import type { StoredShop } from '../shops/apply-shops.ts';
import { PRODUCT } from '../shops/bench-shops.ts';
import { personIdSql, ROWS, rowIdSql } from '../shops/row-id.ts';

/** Conversations and orders with these numbers. `to` is the first that is not there. */
export type Numbers = { from: number; to: number };

/** Where the conversation of an order is. Some distance apart, as customers of one day are. */
export type Spread = { conversations: number; stride: number };

/** The number of the conversation that an order belongs to. */
export function conversationOf(order: number, { conversations, stride }: Spread): number {
  return (order * stride) % conversations;
}

/** Persons with an open chat, as talking to the bot leaves it once an order is placed. */
export async function insertConversations(
  client: pg.Client,
  shops: StoredShop[],
  numbers: Numbers,
): Promise<void> {
  const values = [...shopColumns(shops), numbers.from, numbers.to - 1];
  const conversation = rowIdSql(ROWS.conversation, 'n');
  const contact = rowIdSql(ROWS.contact, 'n');
  const person = personIdSql('n');
  await client.query(
    `${SHOPS} insert into contact
       (id, merchant_id, account_id, external_id, name, phone, address)
     select ${contact}, merchant_id, channel_id, ${person}, 'Անի', '+37491000000', 'Երևան, Աբովյան 1'
     from ${NUMBERED}`,
    values,
  );
  await client.query(
    `${SHOPS} insert into lane (id, merchant_id, account_id, person, seq)
     select ${conversation}, merchant_id, channel_id, ${person}, 10 from ${NUMBERED}`,
    values,
  );
  await client.query(
    `${SHOPS} insert into conversation (id, merchant_id, account_id, contact_id, flow, flow_state,
       language, window_expires_at, window_reason, outbound_seq)
     select ${conversation}, merchant_id, channel_id, ${contact}, 'shop',
       '{"step":"placed","cancelling":false}', 'hy', now() + interval '20 hours', 'message', 10
     from ${NUMBERED}`,
    values,
  );
}

/** Orders that wait for their money: one item, one live link, one session at the provider each. */
export async function insertOrders(
  client: pg.Client,
  shops: StoredShop[],
  { numbers, spread }: { numbers: Numbers; spread: Spread },
): Promise<void> {
  const range = [numbers.from, numbers.to - 1];
  const place = `(n * ${spread.stride}) % ${spread.conversations}`;
  const order = rowIdSql(ROWS.order, 'n');
  const request = rowIdSql(ROWS.request, 'n');
  const ofShop = [...shopColumns(shops), ...range];
  await client.query(
    `${SHOPS} insert into "order" (id, merchant_id, conversation_id, contact_id, number, status,
       total_minor, currency, phone, address)
     select ${order}, merchant_id, ${rowIdSql(ROWS.conversation, place)},
       ${rowIdSql(ROWS.contact, place)}, 'B' || n, 'awaiting_payment', ${PRODUCT.unitMinor}, 'AMD',
       '+37491000000', 'Երևան, Աբովյան 1'
     from ${numbered(place)}`,
    ofShop,
  );
  await client.query(
    `${SHOPS} insert into order_item (id, merchant_id, order_id, sku, names, quantity, unit_minor)
     select ${rowIdSql(ROWS.item, 'n')}, merchant_id, ${order}, '${PRODUCT.sku}', $6::jsonb, 1,
       ${PRODUCT.unitMinor}
     from ${numbered(place)}`,
    [...ofShop, JSON.stringify(PRODUCT.names)],
  );
  await client.query(
    `${SHOPS} insert into payment_request (id, merchant_id, order_id, payment_account_id, token,
       amount_minor, currency, status, expires_at, due_at)
     select ${request}, merchant_id, ${order}, payment_id, md5('token ' || n), ${PRODUCT.unitMinor},
       'AMD', 'pending', now() + interval '1 day', now() + interval '1 day'
     from ${numbered(place)}`,
    ofShop,
  );
  await client.query(
    `${SHOPS} insert into attempt (id, merchant_id, request_id, payment_account_id, number, status,
       provider_ref, redirect_url, session_expires_at, next_lookup_at)
     select ${rowIdSql(ROWS.attempt, 'n')}, merchant_id, ${request}, payment_id, 1, 'in_provider',
       'ps_bench_' || n, 'http://localhost/checkout/' || n, now() + interval '20 minutes',
       now() + interval '20 minutes'
     from ${numbered(place)}`,
    ofShop,
  );
}

/** $1 to $3; what is inserted is numbered from $4 to $5, and a conversation's number says its shop. */
const SHOPS = `with shop as (
  select * from unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality
    as given (merchant_id, channel_id, payment_id, position)
)`;

function numbered(conversation: string): string {
  return `generate_series($4::bigint, $5::bigint) as n
    join shop on shop.position = (${conversation}) % (select count(*) from shop) + 1`;
}

const NUMBERED = numbered('n');

function shopColumns(shops: StoredShop[]): string[][] {
  return [
    shops.map(({ merchantId }) => merchantId),
    shops.map(({ channelAccountId }) => channelAccountId),
    shops.map(({ paymentAccountId }) => paymentAccountId),
  ];
}
