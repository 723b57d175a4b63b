import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { payByLink } from './customer/buyer.ts';
import { createCustomer } from './customer/customer.ts';
import { orderUntilLink } from './customer/order-walk.ts';
import { hearsPaid } from './customer/payment-news.ts';
import { openPhoneFeed } from './stage/phone-feed.ts';
import { living, type Program, runProgram } from './stage/program.ts';
import { freePort } from './stage/redis-server.ts';
import { createSandboxControl } from './stage/sandbox-control.ts';
import { readDemoShop } from './stage/shop-copy.ts';
import { until } from './stage/until.ts';

const TEST_MS = 90_000;

let folder: string;
let program: Program | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chatpay-e2e-start-'));
});
afterEach(async () => {
  await program?.end('SIGKILL');
  program = undefined;
  await rm(folder, { recursive: true, force: true });
});

describe('chatpay start', () => {
  test(
    'prints where to click, sells, and leaves nothing running after Ctrl-C; then once more',
    async () => {
      for (const _time of ['first', 'second']) {
        const ports = await choosePorts();
        program = await started(ports);
        const sandboxUrl = `http://localhost:${ports.SANDBOX_PORT}`;
        expect(program.printed()).toContain(sandboxUrl);
        expect(program.printed()).toContain(`http://localhost:${ports.PORT}/readyz`);
        expect((await fetch(`http://localhost:${ports.PORT}/readyz`)).status).toBe(200);
        const page = await fetch(sandboxUrl);
        expect(page.status).toBe(200);
        expect(await page.text()).toContain('<html');
        await sellSomething(sandboxUrl, program);

        const family = program.family();
        expect(family.length).toBeGreaterThan(4);
        expect(await program.end('SIGINT')).toBe(0);
        await until(() => living(family).length === 0, { what: 'all its processes to be gone' });
        expect(program.complained()).toBe('');
      }
    },
    TEST_MS,
  );

  test(
    'killed without warning, it leaves nothing running, and starts again on the same data',
    async () => {
      program = await started(await choosePorts());
      const family = program.family();
      expect(await program.end('SIGKILL')).toBe('SIGKILL');
      await until(() => living(family).length === 0, { what: 'all its processes to be gone' });

      program = await started(await choosePorts());
      expect(await program.end('SIGTERM')).toBe(0);
    },
    TEST_MS,
  );

  test(
    'started once more on the same data, it is refused, and the first one goes on selling',
    async () => {
      const ports = await choosePorts();
      program = await started(ports);
      const second = runProgram({ ...(await choosePorts()), DATA_DIR: folder });
      expect(await second.ended).toBe(1);
      expect(sentences(second)).toEqual([
        expect.stringContaining(`Chatpay already runs on ${folder}`),
      ]);
      await sellSomething(`http://localhost:${ports.SANDBOX_PORT}`, program);
    },
    TEST_MS,
  );

  test(
    'with a SECRETS_KEY that no gateway takes it seals nothing, and starts without it afterwards',
    async () => {
      const ports = await choosePorts();
      const sample = 'changeme-changeme-changeme-changeme';
      const refused = runProgram({ ...ports, DATA_DIR: folder, SECRETS_KEY: sample });
      expect(await refused.ended).toBe(1);
      expect(sentences(refused)).toEqual([expect.stringContaining('SECRETS_KEY')]);
      program = await started(ports);
      expect(await program.end('SIGTERM')).toBe(0);
    },
    TEST_MS,
  );

  test(
    'with a REDIS_URL where nobody answers it says so in one sentence',
    async () => {
      const nobody = `redis://127.0.0.1:${await freePort()}`;
      program = runProgram({ ...(await choosePorts()), DATA_DIR: folder, REDIS_URL: nobody });
      expect(await program.ended).toBe(1);
      expect(sentences(program)).toEqual([expect.stringContaining('The Redis of REDIS_URL')]);
    },
    TEST_MS,
  );

  test.each(['PORT', 'SANDBOX_PORT', 'WORKER_PORT'] as const)(
    'with %s in use it says so in one sentence',
    async (variable) => {
      const taken = createServer();
      taken.listen(0);
      await once(taken, 'listening');
      const address = taken.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      program = runProgram({
        ...(await choosePorts()),
        [variable]: String(port),
        DATA_DIR: folder,
      });
      expect(await program.ended).toBe(1);
      expect(sentences(program)).toEqual([expect.stringContaining(`Port ${port} is in use`)]);
      expect(sentences(program)[0]).toContain(variable);
      taken.close();
    },
    TEST_MS,
  );

  test(
    'where nothing can be written it says so in one sentence',
    async () => {
      const file = join(folder, 'a-file');
      await writeFile(file, 'not a folder');
      program = runProgram({ ...(await choosePorts()), DATA_DIR: join(file, 'data') });
      expect(await program.ended).toBe(1);
      expect(sentences(program)).toEqual([expect.stringContaining(join(file, 'data'))]);
      expect(await readFile(file, 'utf8')).toBe('not a folder');
    },
    TEST_MS,
  );

  test(
    'with a setting that makes no sense it names the setting in one sentence',
    async () => {
      program = runProgram({ DATA_DIR: folder, PORT: 'three thousand' });
      expect(await program.ended).toBe(1);
      expect(sentences(program)).toEqual([expect.stringContaining('PORT')]);
    },
    TEST_MS,
  );
});

async function choosePorts() {
  const [port, sandbox, worker] = [await freePort(), await freePort(), await freePort()];
  return { PORT: String(port), SANDBOX_PORT: String(sandbox), WORKER_PORT: String(worker) };
}

async function started(ports: Record<string, string>): Promise<Program> {
  const running = runProgram({ ...ports, DATA_DIR: folder });
  const ended = running.ended.then(() => true);
  await until(
    async () => running.printed().includes('Ctrl-C') || (await Promise.race([ended, false])),
    { what: 'chatpay to start', timeoutMs: 60_000, explain: running.complained },
  );
  if (!running.printed().includes('Ctrl-C')) throw new Error(running.complained());
  return running;
}

async function sellSomething(sandboxUrl: string, { complained }: Program): Promise<void> {
  const feed = await openPhoneFeed(sandboxUrl);
  const stage = {
    control: createSandboxControl(sandboxUrl),
    feed,
    complaints: () => [complained()],
  };
  const customer = createCustomer(stage, { channel: 'viber', language: 'hy' });
  await payByLink(await orderUntilLink(customer));
  await hearsPaid(customer, await readDemoShop(sandboxUrl));
  feed.close();
}

function sentences(one: Program): string[] {
  return one.complained().trim().split('\n');
}
