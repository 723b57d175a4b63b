import type { Pool } from 'pg';

/** What platforms tell of messages may change these at any moment. */
const TOUCHED_BY_RECEIPTS = ['inbox', 'lane', 'message', 'conversation'];

/**
 * What is stored of orders, money and the shop, as one digest per table: equal digests mean that no
 * row changed.
 */
export async function readContents(pool: Pool): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables
     where schemaname = 'public' and tablename <> all($1) order by 1`,
    [TOUCHED_BY_RECEIPTS],
  );
  const contents: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows: found } = await pool.query<{ digest: string }>(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, '' order by t::text), ''))
         as digest from ${name} t`,
    );
    contents[name] = found[0]?.digest ?? '';
  }
  return contents;
}
