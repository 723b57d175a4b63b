import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { groupBy } from './group-by.ts';

type Entry = Record<string, string | number | null> & {
  merchantId: string;
  seq: number;
  previousHash: string;
  hash: string;
};

/**
 * The journal holds together: numbers without gaps, each entry linked to the one before it by a
 * hash that we compute anew, the head at the end, and debits equal to credits in every entry.
 */
export async function checkJournal(pool: Pool): Promise<string[]> {
  const { rows: entries } = await pool.query<{ entry: Entry }>(ENTRIES);
  const { rows: heads } = await pool.query<{ merchantId: string; seq: number; hash: string }>(
    HEADS,
  );
  const { rows: unbalanced } = await pool.query<{ entry: string }>(UNBALANCED);
  const chains = groupBy(
    entries.map(({ entry }) => entry),
    ({ merchantId }) => merchantId,
  );
  return [
    ...heads.flatMap((head) => checkChain(chains.get(head.merchantId) ?? [], head)),
    ...unbalanced.map(({ entry }) => `journal entry ${entry}: debits and credits differ`),
  ];
}

function checkChain(chain: Entry[], head: { seq: number; hash: string }): string[] {
  let previous = '0'.repeat(64);
  const wrong: string[] = [];
  for (const [index, entry] of chain.entries()) {
    if (entry.seq !== index + 1)
      wrong.push(`journal: ${entry.seq} stands where ${index + 1} should`);
    if (entry.previousHash !== previous) wrong.push(`journal ${entry.seq}: does not follow`);
    if (entry.hash !== hashOf(entry)) wrong.push(`journal ${entry.seq}: its hash is another`);
    previous = entry.hash;
  }
  if (head.seq !== chain.length || head.hash !== previous) wrong.push('journal: the head is wrong');
  return wrong;
}

/** SHA-256 over the previous link and the entry as JSON with sorted names (payments README). */
function hashOf({ previousHash, hash: _hash, ...content }: Entry): string {
  const sorted = Object.fromEntries(
    Object.entries(content).sort(([left], [right]) => (left < right ? -1 : 1)),
  );
  return createHash('sha256')
    .update(`${previousHash}\n${JSON.stringify(sorted)}`)
    .digest('hex');
}

const ENTRIES = `
  select json_build_object(
    'id', id, 'merchantId', merchant_id, 'seq', seq, 'kind', kind, 'orderId', order_id,
    'requestId', request_id, 'attemptId', attempt_id, 'paymentAccountId', payment_account_id,
    'amountMinor', amount_minor, 'currency', currency, 'transactionId', transaction_id,
    'actor', actor, 'evidence', evidence, 'reason', reason,
    'recordedAt', to_char(recorded_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'previousHash', previous_hash, 'hash', hash) as entry
  from journal_entry order by merchant_id, seq`;

const HEADS = `
  select merchant_id as "merchantId", seq::int, hash from journal_head where seq > 0`;

const UNBALANCED = `
  select entry_id as entry from posting group by entry_id, currency
  having sum(case side when 'debit' then minor else -minor end) <> 0`;
