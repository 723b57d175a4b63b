import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { silentLogger } from '@chatpay/core';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findPostmaster } from '../../guardian/find-postmaster.mjs';
import { startEmbeddedPostgres } from './index.ts';
import { chooseAccount } from './server-account.ts';
import { query, serverProcesses } from './testing/observe-server.ts';

let folder = '';
let dataDir = '';

beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'chatpay-embedded-'));
  chmodSync(folder, 0o755);
  dataDir = join(folder, 'data');
});
afterEach(() => {
  expect(serverProcesses(dataDir)).toEqual([]);
  rmSync(folder, { recursive: true });
});

describe('startEmbeddedPostgres', () => {
  test('keeps what was committed over stop and start', async () => {
    const first = await start();
    await query(first.url, 'create table kept (word text)');
    await query(first.url, `insert into kept values ('ժամ')`);
    await first.stop();
    await first.stop();
    await expect(query(first.url, 'select 1')).rejects.toThrow();

    const second = await start();
    expect(await query(second.url, 'select word from kept')).toEqual([{ word: 'ժամ' }]);
    await second.stop();
  });

  test('is durable, local, sorted alike everywhere and closed without the password', async () => {
    const server = await start();
    const shown = `select current_setting('fsync') as fsync, current_setting('listen_addresses') as
      address, current_setting('unix_socket_directories') as sockets, version() ~ '^PostgreSQL 18'
      as is18, current_setting('server_encoding') as encoding, datlocprovider as provider,
      datlocale as locale from pg_database where datname = 'chatpay'`;
    expect(await query(server.url, shown)).toEqual([
      {
        fsync: 'on',
        address: '127.0.0.1',
        sockets: '.',
        is18: true,
        encoding: 'UTF8',
        provider: 'b',
        locale: 'C.UTF-8',
      },
    ]);
    const { password } = new URL(server.url);
    expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600);
    const guessed = server.url.replace(password, 'guessed');
    const overTcp = new URL(server.url);
    overTcp.searchParams.delete('host');
    expect(new URL(server.url).searchParams.get('host')).toBe(join(dataDir, 'cluster'));
    expect(await query(overTcp.href, 'select 1 as one')).toEqual([{ one: 1 }]);
    for (const url of [guessed, overTcp.href.replace(password, 'guessed')]) {
      await expect(query(url, 'select 1')).rejects.toThrow(/password/);
    }
    await server.stop();
  });

  test('is reached over TCP when the path of its socket would be too long', async () => {
    const server = await startEmbeddedPostgres({
      dataDir: join(folder, 'long'.repeat(20)),
      logger: silentLogger,
    });
    expect(new URL(server.url).searchParams.has('host')).toBe(false);
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  test('works behind a folder nobody else may enter, as root under another account', async () => {
    chmodSync(folder, 0o700);
    const server = await start();
    const owner = statSync(join(dataDir, 'cluster')).uid;
    const postmaster = findPostmaster(join(dataDir, 'cluster'));
    expect(owner).toBe((await chooseAccount(join(dataDir, 'none')))?.uid ?? process.geteuid?.());
    expect(owner).not.toBe(0);
    expect(statSync(`/proc/${postmaster?.pid}`).uid).toBe(owner);
    await server.stop();
  });

  test.each([
    [
      'a pid file naming a living stranger',
      'cluster/postmaster.pid',
      `${process.pid}\n/x\n1\n5432\n`,
    ],
    ['a pid file of the dead', 'cluster/postmaster.pid', '4194999\n/x\n1\n5432\n'],
    ['the lock of a killed start', 'start.lock', '4194999.5 abc'],
    ['the holder of a killed guardian', 'holders/4194999.5.holding', ''],
  ])('is not stopped by %s', async (_, path, content) => {
    await (await start()).stop();
    mkdirSync(dirname(join(dataDir, path)), { recursive: true });
    writeFileSync(join(dataDir, path), content);
    const server = await start();
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  test('removes what a killed initdb left', async () => {
    mkdirSync(join(dataDir, 'cluster.new-7-7/base'), { recursive: true });
    writeFileSync(join(dataDir, 'cluster.new-7-7/PG_VERSION'), '18\n');
    await (await start()).stop();
    expect(readdirSync(dataDir).filter((name) => name.startsWith('cluster'))).toEqual(['cluster']);
  });

  test('leaves data of another major version as it is', async () => {
    mkdirSync(join(dataDir, 'cluster'), { recursive: true });
    writeFileSync(join(dataDir, 'cluster/PG_VERSION'), '16\n');
    writeFileSync(join(dataDir, 'cluster/precious'), 'data');
    await expect(start()).rejects.toMatchObject({
      code: 'wrong_version',
      message: expect.stringMatching(/PostgreSQL 16 .* PostgreSQL 18: nothing was changed/),
    });
    expect(readdirSync(dataDir, { recursive: true }).sort()).toEqual([
      'cluster',
      'cluster/PG_VERSION',
      'cluster/precious',
    ]);
  });

  test('says in one sentence that a file is in the way', async () => {
    writeFileSync(dataDir, 'a file');
    await expect(start()).rejects.toMatchObject({
      code: 'not_permitted',
      message: expect.stringMatching(/a file stands in its way/),
    });
  });
});

function start() {
  return startEmbeddedPostgres({ dataDir, logger: silentLogger });
}
