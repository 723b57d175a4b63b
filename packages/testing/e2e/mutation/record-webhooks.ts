import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Stage } from '../stage/open-stage.ts';
import type { Channel } from '../stage/sandbox-control.ts';
import { until } from '../stage/until.ts';

export type Door = Channel | 'payments';

const VPOS_TOKEN = 'sandbox-vpos-token';

/**
 * Bodies as the stand-ins really send them, by door: the sandbox's webhooks go to a recorder while
 * people write, tap and pay, then to the gateway again.
 */
export async function recordWebhooks(
  stage: Stage,
  realSessions: string[],
): Promise<Record<Door, Buffer[]>> {
  const bodies: Record<Door, Buffer[]> = { messenger: [], instagram: [], viber: [], payments: [] };
  const recorder = createServer(async (request, response) => {
    const chunks: Buffer[] = await request.toArray();
    const door = (Object.keys(bodies) as Door[]).find((one) => request.url?.includes(one));
    if (door) bodies[door].push(Buffer.concat(chunks));
    response.end();
  });
  recorder.listen(0, '127.0.0.1');
  await once(recorder, 'listening');
  const address = recorder.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  await stage.control.moveGateway(`http://127.0.0.1:${port}`);
  try {
    await liveALittle(stage, realSessions);
    await until(() => Object.values(bodies).every((list) => list.length >= 4), {
      what: 'webhooks of every door',
    });
  } finally {
    await stage.control.moveGateway(stage.gatewayUrl);
    recorder.closeAllConnections();
    recorder.close();
  }
  return bodies;
}

async function liveALittle({ control }: Stage, realSessions: string[]): Promise<void> {
  for (const channel of ['messenger', 'instagram', 'viber'] as const) {
    const path = `${channel}/demo-${channel}/7000000000000${channel.length}`;
    await control.act(path, 'open', { context: 'p_gata' });
    await control.act(path, 'say', { text: 'Բարև 👋, how much is a "Gata"?' });
    await control.act(path, 'share-phone', { phone: '+37491234567' });
    for (const kind of ['image', 'sticker', 'location'])
      await control.act(path, 'attach', { kind });
    if (channel !== 'viber') await control.act(path, 'manager-says', { text: 'One moment!' });
    else await control.act(path, 'unsubscribe');
  }
  for (const session of realSessions) await control.session(session, 'decline');
  for (const action of ['pay', 'decline', 'expire', 'void'] as const) {
    await control.session(await openSession(control.baseUrl, action), action);
  }
}

/** A session that no attempt of ours stands behind. */
async function openSession(sandboxUrl: string, name: string): Promise<string> {
  const response = await fetch(`${sandboxUrl}/vpos/v1/payment-sessions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${VPOS_TOKEN}`,
      'content-type': 'application/json',
      'idempotency-key': `stranger-${name}`,
    },
    body: JSON.stringify({
      merchantOrderId: `9999-${name}`,
      amountMinor: 1_500_000,
      currency: 'AMD',
      provider: 'manual',
      returnUrl: sandboxUrl,
      customer: {},
      metadata: { attemptId: '0198c0de-0000-7000-8000-000000000000', requestId: 'none' },
    }),
  });
  const session: unknown = await response.json();
  if (typeof session !== 'object' || session === null || !('id' in session)) {
    throw new Error(`VPOS opened no session: ${response.status}`);
  }
  return String(session.id);
}
