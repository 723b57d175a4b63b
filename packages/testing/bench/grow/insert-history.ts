import type pg from 'pg';
import { insertConversations } from '../paid/prepare-orders.ts';
import type { StoredShop } from '../shops/apply-shops.ts';
import { ROWS, rowIdSql } from '../shops/row-id.ts';

const AT_ONCE = 250_000;

/**
 * Stores conversations with their messages, and the inbox row that every inbound message has. The
 * messages of a conversation lie far apart, as they do when many people write.
 */
export async function insertHistory(
  client: pg.Client,
  shops: StoredShop[],
  history: { conversations: number; messagesEach: number; say(line: string): void },
): Promise<void> {
  const { conversations, messagesEach, say } = history;
  await client.query('set synchronous_commit = off');
  await skipForeignKeys(client);
  for (let from = 0; from < conversations; from += AT_ONCE) {
    const to = Math.min(from + AT_ONCE, conversations);
    await insertConversations(client, shops, { from, to });
    say(`  ${to} conversations`);
  }
  for (let place = 0; place < messagesEach; place += 1) {
    for (let from = 0; from < conversations; from += AT_ONCE) {
      const to = Math.min(from + AT_ONCE, conversations);
      await insertMessages(client, { from, to, place });
    }
    say(`  ${(place + 1) * conversations} messages`);
  }
  await client.query('vacuum (analyze)');
  await client.query('checkpoint');
}

/** The rows are right by construction; checking each would take most of the time. */
async function skipForeignKeys(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ is_superuser: string }>('show is_superuser');
  if (rows[0]?.is_superuser === 'on') await client.query('set session_replication_role = replica');
}

/** The message at one place of many conversations: customer and bot take turns. */
async function insertMessages(
  client: pg.Client,
  { from, to, place }: { from: number; to: number; place: number },
): Promise<void> {
  const inbound = place % 2 === 0;
  const at = `now() - interval '300 days' + (n + ${place} * 86400) * interval '1 second'`;
  const message = rowIdSql(ROWS.message, `n * 16 + ${place}`);
  const key = `'m_history_${place}_' || n`;
  const range = [from, to - 1];
  await client.query(
    `insert into message (id, merchant_id, conversation_id, direction, seq, author, class, content,
       state, attempts, due_at, external_id, sent_at, created_at)
     select ${message}, merchant_id, id, '${inbound ? 'in' : 'out'}', ${Math.floor(place / 2) + 1},
       '${inbound ? 'customer' : 'bot'}', 'reply',
       jsonb_build_object('text', 'Ուզում եմ պատվիրել երկու գաթա, թիվ ' || n,
         'choices', jsonb_build_array(), 'link', null),
       '${inbound ? 'received' : 'seen'}', 1, ${at}, ${key}, ${at}, ${at}
     from ${CONVERSATIONS}`,
    range,
  );
  if (!inbound) return;
  await client.query(
    `insert into inbox (id, merchant_id, account_id, source, lane_id, seq, event_key, state,
       attempts, due_at, body, received_at, settled_at)
     select ${rowIdSql(ROWS.event, `n * 16 + ${place}`)}, merchant_id, account_id, 'channel', id,
       ${place / 2 + 1}, ${key}, 'done', 1, ${at}, sha512(n::text::bytea) || sha512(n::text::bytea),
       ${at}, ${at}
     from ${CONVERSATIONS}`,
    range,
  );
}

const CONVERSATIONS = `generate_series($1::bigint, $2::bigint) as n
  join conversation on conversation.id = ${rowIdSql(ROWS.conversation, 'n')}`;
