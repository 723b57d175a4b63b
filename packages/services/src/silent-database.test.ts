import { once } from 'node:events';
import { connect as connectSocket, createServer, type Socket } from 'node:net';
import { type Connection, connect } from '@chatpay/db';
import { createTestDatabase, type TestDatabase } from '@chatpay/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';

/** A way to the database that a test can freeze: connections stay open and nothing comes through. */
async function startWay(target: URL) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connectSocket(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('not listening');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  // A socket's folder would lead past the way.
  url.searchParams.delete('host');
  return {
    url: url.href,
    /** Those that are open now never hear anything again. */
    freeze() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

let database: TestDatabase;
let way: Awaited<ReturnType<typeof startWay>>;
let connection: Connection;

beforeAll(async () => {
  database = await createTestDatabase();
  way = await startWay(new URL(database.url));
  connection = connect({
    url: way.url,
    max: 2,
    applicationName: 'chatpay-test',
    answerMs: 500,
    onError: () => {},
  });
});
afterEach(async () => {
  const { rows } = await connection.pool.query('select 1 as one');
  expect(rows).toEqual([{ one: 1 }]);
});
afterAll(async () => {
  await connection.close();
  way.close();
  await database.drop();
});

function transact() {
  return connection.db.transaction((tx) => tx.execute(sql`select 1`));
}

/** Both connections of the pool are open and idle. */
async function warm() {
  await Promise.all([transact(), transact()]);
}

describe('a database that has fallen silent', () => {
  test('is given up, and new connections are made', async () => {
    await warm();
    way.freeze();
    const outcomes = await Promise.allSettled([
      connection.pool.query('select 1'),
      connection.db.execute(sql`select 1`),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  test('does not keep the connections on which a transaction was to begin', async () => {
    await warm();
    way.freeze();
    const outcomes = await Promise.allSettled([transact(), transact()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  test('does not keep those on which one was under way', async () => {
    await warm();
    const outcomes = await Promise.allSettled(
      [1, 2].map(() =>
        connection.db.transaction(async (tx) => {
          await tx.execute(sql`select 1`);
          way.freeze();
          await tx.execute(sql`select 2`);
        }),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  test('breaking at a BEGIN costs no connection of the pool either', async () => {
    await warm();
    way.freeze();
    const outcomes = Promise.allSettled([transact(), transact()]);
    way.cut();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
