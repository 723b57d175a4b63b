import { type Job, silentLogger } from '@chatpay/core';
import { createTestDatabase, testEnv } from '@chatpay/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type ServerUnderTest,
  startPostgresUnderTest,
  startRedisUnderTest,
} from './contract/server-under-test.ts';
import {
  createGate,
  eventually,
  idOf,
  jobs,
  oneOfEach,
  startWorkedQueue,
  type WorkedQueue,
} from './contract/worked-queue.ts';
import { createQueue } from './create-queue.ts';

const { redisUrl } = testEnv;
const servers: [kind: string, start: () => Promise<ServerUnderTest>][] = [
  ['postgres', async () => startPostgresUnderTest(await createTestDatabase())],
];
if (redisUrl) servers.push(['redis', () => startRedisUnderTest(redisUrl)]);
process.stderr.write(`queue contract on: ${servers.map(([kind]) => kind).join(', ')}\n`);

// An embedded server runs for as long as one of its databases is in use: this one holds it.
let holding: { drop(): Promise<void> } | undefined;
beforeAll(async () => {
  holding = await createTestDatabase();
}, 120_000);
afterAll(async () => {
  await holding?.drop();
});

describe.each(servers)('a queue on %s', (_kind, startServer) => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  const closeAfterwards = <T extends { close(): Promise<void> }>(one: T): T => {
    closers.push(() => one.close());
    return one;
  };
  const start = async (options: Parameters<typeof startWorkedQueue>[1] = {}) => {
    const server = closeAfterwards(await startServer());
    const worked = closeAfterwards(await startWorkedQueue(server.backend, options));
    return { server, worked };
  };
  /** Rings until the backend takes it, as the sweep does. */
  const ring = async ({ queue }: WorkedQueue, ones: Job[]) => {
    await eventually(() =>
      queue.enqueue(ones).then(
        () => true,
        () => false,
      ),
    );
  };
  const isHandled =
    ({ handled }: WorkedQueue, ones: Job[]) =>
    () =>
      ones.every((one) => handled.includes(idOf(one)));

  test('hands every job to the handler of its kind, with its ids', async () => {
    const { server, worked } = await start();
    const ones = [...oneOfEach(), ...jobs(25)];
    await worked.queue.enqueue(ones);
    await eventually(isHandled(worked, ones));
    expect(new Set(worked.handled)).toEqual(new Set(ones.map(idOf)));
    await eventually(async () => (await server.storedJobs()) === 0);
  });

  test('rings once for equal jobs of one call, again for each call', async () => {
    const { worked } = await start();
    const [one] = jobs(1);
    if (!one) throw new Error('no job');
    await worked.queue.enqueue([one, { ...one }]);
    await worked.queue.enqueue([one]);
    const last = jobs(1);
    await worked.queue.enqueue(last);
    await eventually(() => worked.handled.length >= 3 && isHandled(worked, last)());
    expect(worked.handled.filter((id) => id === idOf(one))).toHaveLength(2);
  });

  test('runs as many at once as allowed, and no more', async () => {
    let running = 0;
    let most = 0;
    const gate = createGate();
    const { worked } = await start({
      concurrency: 3,
      during: async () => {
        running += 1;
        most = Math.max(most, running);
        await gate.opened;
        running -= 1;
      },
    });
    const ones = jobs(9);
    await worked.queue.enqueue(ones);
    await eventually(() => running === 3);
    gate.open();
    await eventually(isHandled(worked, ones));
    expect(most).toBe(3);
  });

  test('lets no kind of job wait for another', async () => {
    const gate = createGate();
    const { worked } = await start({
      concurrency: 1,
      during: async ({ name }) => {
        if (name === 'deliver-messages') await gate.opened;
      },
    });
    const stuck = oneOfEach().filter(({ name }) => name === 'deliver-messages');
    const free = oneOfEach().filter(({ name }) => name !== 'deliver-messages');
    await worked.queue.enqueue([...stuck, ...free]);
    await eventually(isHandled(worked, free));
    expect(isHandled(worked, stuck)()).toBe(false);
    gate.open();
    await eventually(isHandled(worked, stuck));
  });

  test('logs a failing handler with its ids and goes on', async () => {
    const bad = jobs(4);
    const { server, worked } = await start({
      concurrency: 1,
      during: async (one) => {
        if (bad.some((other) => idOf(other) === idOf(one))) throw new Error('broken');
      },
    });
    const good = jobs(4);
    await worked.queue.enqueue([...bad, ...good]);
    await eventually(isHandled(worked, good));
    expect(worked.handled).toHaveLength(4);
    expect(worked.failures).toHaveLength(4);
    for (const { name, ...ids } of bad) {
      expect(worked.failures).toContainEqual({ ...ids, job: name, error: new Error('broken') });
    }
    await eventually(async () => (await server.storedJobs()) === 0);
  });

  test('several may start at once on an empty server', async () => {
    const server = closeAfterwards(await startServer());
    const all = await Promise.all(
      Array.from({ length: 4 }, () => startWorkedQueue(server.backend)),
    );
    for (const one of all) closeAfterwards(one);
    const ones = jobs(20);
    for (const { ping, queue } of all) {
      await ping();
      await queue.enqueue(ones);
    }
    await eventually(() => all.flatMap(({ handled }) => handled).length === 80);
  });

  test('refuses while the backend is away, and works when it comes', async () => {
    const server = closeAfterwards(await startServer());
    await server.proxy.cut();
    const worked = closeAfterwards(await startWorkedQueue(server.backend));
    await expect(worked.ping()).rejects.toThrow();
    await expect(worked.queue.enqueue(jobs(1))).rejects.toThrow();
    await expect(worked.queue.enqueue(jobs(1))).rejects.toThrow();
    await server.proxy.restore();
    const ones = oneOfEach();
    await ring(worked, ones);
    await eventually(isHandled(worked, ones));
    await worked.ping();
  });

  test.each(['cut', 'freeze'] as const)('survives a %s of the way to it', async (break_) => {
    const { server, worked } = await start();
    const before = oneOfEach();
    await worked.queue.enqueue(before);
    await eventually(isHandled(worked, before));

    await server.proxy[break_]();
    await expect(worked.queue.enqueue(jobs(1))).rejects.toThrow();
    await expect(worked.queue.enqueue(jobs(12))).rejects.toThrow();
    await expect(worked.ping()).rejects.toThrow();

    await server.proxy.restore();
    const after = oneOfEach();
    await ring(worked, after);
    await eventually(isHandled(worked, after));
  });

  test('loses no job taken after its connections were killed', async () => {
    const { server, worked } = await start();
    for (let round = 0; round < 5; round += 1) {
      await server.dropConnections();
      await worked.queue.enqueue(oneOfEach()).catch(() => {});
      const taken = oneOfEach();
      await ring(worked, taken);
      await eventually(isHandled(worked, taken));
    }
  });

  test('finishes what runs while its connections are killed, and takes more', async () => {
    const gate = createGate();
    const { server, worked } = await start({ during: () => gate.opened, concurrency: 1 });
    const first = jobs(1);
    await worked.queue.enqueue(first);
    await eventually(() => worked.begun.length === 1);
    await server.dropConnections();
    gate.open();
    const more = jobs(3);
    await ring(worked, more);
    await eventually(isHandled(worked, [...first, ...more]));
    await eventually(async () => (await server.storedJobs()) === 0);
  });

  test('goes on when everything stored is deleted, idle or in the middle of a job', async () => {
    const gate = createGate();
    const { server, worked } = await start({ during: () => gate.opened, concurrency: 1 });
    await server.empty();
    const forgotten = jobs(3);
    await worked.queue.enqueue(forgotten);
    await eventually(() => worked.begun.length === 1);
    await server.empty();
    gate.open();
    const later = oneOfEach();
    await worked.queue.enqueue(later);
    await eventually(isHandled(worked, later));
    expect(forgotten.filter((one) => worked.begun.includes(idOf(one)))).toHaveLength(1);
  });

  test('closes although a handler hangs', async () => {
    const never = createGate();
    const { worked } = await start({ during: () => never.opened, drainMs: 50 });
    await worked.queue.enqueue(jobs(2));
    await eventually(() => worked.begun.length === 2);
    await worked.close();
    expect(worked.handled).toEqual([]);
    await expect(worked.queue.enqueue(jobs(1))).rejects.toThrow();
  });

  test('waits at close for a handler that ends in time', async () => {
    const gate = createGate();
    const { server, worked } = await start({ during: () => gate.opened });
    const ones = jobs(1);
    await worked.queue.enqueue(ones);
    await eventually(() => worked.begun.length === 1);
    const closed = worked.close();
    gate.open();
    await closed;
    expect(worked.handled).toEqual(ones.map(idOf));
    expect(await server.storedJobs()).toBe(0);
  });

  test.each(['cut', 'freeze'] as const)('closes after a %s', async (break_) => {
    const { server, worked } = await start();
    await server.proxy[break_]();
    await worked.close();
    await expect(worked.queue.enqueue(jobs(1))).rejects.toThrow();
  });

  test('closes when it never reached anything', async () => {
    const server = closeAfterwards(await startServer());
    await server.proxy.cut();
    const { queue, close } = createQueue({ backend: server.backend, logger: silentLogger });
    await expect(queue.enqueue(jobs(1))).rejects.toThrow();
    await close();
  });
});
