import { sql } from 'drizzle-orm';
import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Bytes sealed with SECRETS_KEY (see seal.ts); never readable in the database itself. */
export const sealed = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** Instant in UTC with microseconds. */
export const instant = (name: string) => timestamp(name, { withTimezone: true });

/**
 * When the row was written, by the database clock. Not now(), which is when its transaction began:
 * one that waited for a lock would then look older than what it waited for.
 */
export const createdAt = () => instant('created_at').notNull().default(sql`clock_timestamp()`);

/** Time-ordered UUID made by us (core newId), never by the database. */
export const id = () => uuid('id').primaryKey();
