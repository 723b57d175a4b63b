#!/usr/bin/env node
import { apply, describeApplied } from './apply.ts';
import { readEnv } from './env.ts';
import { readShopFile } from './read-shop-file.ts';
import { provideSecretsKeys } from './secrets-key.ts';
import { start } from './start.ts';

const HELP = `chatpay: a gateway between chats and payments

  chatpay start             everything on this machine, with the demo shop
  chatpay apply <file>      bring a shop to what its file says (needs DATABASE_URL)
  chatpay --help            this text
`;

try {
  await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function run([command, ...rest]: string[]): Promise<void> {
  switch (command) {
    case 'start':
      await start(readEnv(), (line) => process.stdout.write(`${line}\n`));
      return;
    case 'apply':
      await runApply(rest);
      return;
    case undefined:
    case '--help':
    case 'help':
      process.stdout.write(HELP);
      return;
    default:
      throw new Error(`There is no command ${command}.\n\n${HELP}`);
  }
}

async function runApply([path, ...others]: string[]): Promise<void> {
  if (!path || others.length > 0) throw new Error('Name one shop file: chatpay apply shop.json');
  const env = readEnv();
  const shop = await readShopFile(path);
  if (!env.DATABASE_URL) {
    throw new Error('Set DATABASE_URL to the database of the gateway this shop is for');
  }
  const secretsKeys = await provideSecretsKeys(env);
  const applied = await apply(env, { databaseUrl: env.DATABASE_URL, secretsKeys }, shop);
  process.stdout.write(describeApplied(shop, applied));
}
