import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type Job, silentLogger } from '@chatpay/core';
import { createSealer } from '@chatpay/db';
import {
  applyShop,
  createDirectory,
  createOutgoingLanes,
  createRecorder,
  DEFAULT_TIMING,
  type Deps,
  noFailpoint,
  shopFile,
} from '@chatpay/services';
import { withDatabase } from '@chatpay/testing';
import { createAdapters } from '../adapters.ts';
import { createGateway, createHttpServer } from '../create-gateway.ts';
import { renderWelcome } from '../render-welcome.ts';

export const DEMO_SHOP = new URL('../../../sandbox/demo-shop.json', import.meta.url);

export const PAGE_ID = '104857600000001';
export const PAYMENT_SECRET = 'c2FuZGJveC13ZWJob29rLXNlY3JldC0zMi1ieXRlcyE=';

/**
 * The real gateway on a free port, with the demo shop on a database of its own. `edit` changes the
 * text of the shop file before it is applied.
 */
export async function startTestGateway(edit: (shop: string) => string = (shop) => shop) {
  const database = await withDatabase();
  const sealer = createSealer(['a-test-key-a-test-key-a-test-key-a-test']);
  const adapters = createAdapters();
  const rung: Job[] = [];
  const file = shopFile.parse(JSON.parse(edit(await readFile(DEMO_SHOP, 'utf8'))));
  await applyShop({ db: database.db, sealer, adapters, readSecret: () => undefined }, file);
  const deps: Deps = {
    db: database.db,
    pool: database.pool,
    queue: { enqueue: async (jobs) => void rung.push(...jobs) },
    sealer,
    logger: silentLogger,
    publicUrl: 'https://pay.example',
    timing: DEFAULT_TIMING,
    failpoint: noFailpoint,
    random: () => 0.5,
    outgoing: createOutgoingLanes(database.db),
    directory: createDirectory({
      db: database.db,
      sealer,
      adapters,
      logger: silentLogger,
      monotonicMs: () => performance.now(),
    }),
  };
  const state = { accepting: true };
  const app = createGateway({
    deps,
    intake: {
      ...deps,
      record: createRecorder(deps),
      renderWelcome,
    },
    readiness: { pool: database.pool, accepting: () => state.accepting },
  });
  const server = createHttpServer(app);
  server.listen(0);
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The test gateway has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    deps,
    database,
    rung,
    state,
    async close() {
      server.close();
      server.closeAllConnections();
      await database.drop();
    },
  };
}

/** Signs as Meta does. */
export function metaHeaders(body: string, secret = 'sandbox-app-secret'): Record<string, string> {
  const hex = createHmac('sha256', secret).update(body).digest('hex');
  return { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${hex}` };
}

/** Signs by the Standard Webhooks recipe. */
export function paymentHeaders(id: string, body: string, at = new Date()): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', Buffer.from(PAYMENT_SECRET, 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

/** A text of one customer to the demo Page. */
export function textEvent(text: string, mid: string, person = '24000000000000001'): string {
  return JSON.stringify({
    object: 'page',
    entry: [
      {
        id: PAGE_ID,
        time: Date.now(),
        messaging: [
          {
            sender: { id: person },
            recipient: { id: PAGE_ID },
            timestamp: Date.now(),
            message: { mid, text },
          },
        ],
      },
    ],
  });
}
