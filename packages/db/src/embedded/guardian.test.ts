import { chmodSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@chatpay/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { findPostmaster } from '../../guardian/find-postmaster.mjs';
import { startEmbeddedPostgres } from './index.ts';
import { chooseAccount } from './server-account.ts';
import { type InstalledProgram, installProgram } from './testing/install-program.ts';
import { query, serverProcesses } from './testing/observe-server.ts';
import { until } from './until.ts';

let program: InstalledProgram;
let folder = '';
let dataDir = '';

beforeAll(() => {
  program = installProgram();
});
afterAll(() => program.remove());

beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'chatpay-embedded-'));
  chmodSync(folder, 0o755);
  dataDir = join(folder, 'data');
});
afterEach(async () => {
  program.killAll();
  expect(await allStopped()).toBe(true);
  rmSync(folder, { recursive: true });
});

describe('programs with an embedded PostgreSQL', () => {
  test('an ordinary user needs no right to write where the packages lie', async () => {
    chmodSync(folder, 0o777);
    const running = await program.run(dataDir, await ordinaryUser());
    expect(await query(running.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(readdirSync(join(dataDir, 'runtime'))).toHaveLength(process.geteuid?.() === 0 ? 1 : 0);
    await running.end();
  });

  test('stops the server when the program is killed, and starts again with all data', async () => {
    const running = await program.run(dataDir);
    await query(running.url, 'create table kept (word text)');
    await query(running.url, `insert into kept values ('kept')`);
    running.child.kill('SIGKILL');

    const server = await start();
    expect(await query(server.url, 'select word from kept')).toEqual([{ word: 'kept' }]);
    await server.stop();
    expect(serverProcesses(dataDir)).toEqual([]);

    const next = await program.run(dataDir);
    next.child.kill('SIGKILL');
    expect(await allStopped()).toBe(true);
  });

  test('takes over a server that lost its program and its guardian', async () => {
    const running = await program.run(dataDir);
    await query(running.url, 'create table kept (word text)');
    process.kill(guardianPid(), 'SIGKILL');
    running.child.kill('SIGKILL');

    const server = await start();
    expect(server.url).toBe(running.url);
    expect(await query(server.url, 'select * from kept')).toEqual([]);
    await server.stop();
    expect(serverProcesses(dataDir)).toEqual([]);
  });

  test('starts after the server itself was killed', async () => {
    const running = await program.run(dataDir);
    await query(running.url, 'create table kept (word text)');
    process.kill(findPostmaster(join(dataDir, 'cluster'))?.pid ?? Number.NaN, 'SIGKILL');

    const server = await start();
    expect(await query(server.url, 'select * from kept')).toEqual([]);
    await server.stop();
    await running.end();
  });

  test('programs that start at once share one server, which stops with the last of them', async () => {
    const [one, two, three] = await Promise.all([
      program.run(dataDir),
      program.run(dataDir),
      start(),
    ]);
    expect(new Set([one.url, two.url, three.url]).size).toBe(1);

    await three.stop();
    await one.end();
    expect(await query(two.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    two.child.kill('SIGKILL');
    expect(await allStopped()).toBe(true);
  });

  test('says in one sentence that the folder may not be written', async () => {
    chmodSync(folder, 0o555);
    await expect(program.run(dataDir, await ordinaryUser())).rejects.toThrow(
      `not_permitted: No permission to use the data directory ${dataDir}: give`,
    );
    expect(existsSync(dataDir)).toBe(false);
  });
});

function start() {
  return startEmbeddedPostgres({ dataDir, logger: silentLogger });
}

async function ordinaryUser(): Promise<{ uid?: number; gid?: number }> {
  return (await chooseAccount(join(folder, 'none'))) ?? {};
}

/** True as soon as nothing runs for the folder; null when something still does after a while. */
function allStopped(): Promise<boolean | null> {
  return until(() => serverProcesses(dataDir).length === 0, 20_000);
}

function guardianPid(): number {
  const [holder] = readdirSync(join(dataDir, 'holders'));
  return Number.parseInt(holder ?? '', 10);
}
