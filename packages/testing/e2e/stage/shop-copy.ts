import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { env } from '../env.ts';

const ROOT = new URL('../../../../', import.meta.url);
const DEMO_SHOP = new URL('apps/sandbox/demo-shop.json', ROOT);
const CLI = fileURLToPath(new URL('apps/cli/dist/main.js', ROOT));

const run = promisify(execFile);

const words = z.object({ hy: z.string(), ru: z.string(), en: z.string() });
const shop = z.looseObject({
  name: z.string(),
  texts: z.looseObject({ nextSteps: words, support: words }),
  link: z.looseObject({
    lifetimeMinutes: z.number(),
    acceptLate: z.enum(['auto', 'review']),
    maxDeclines: z.number(),
  }),
  catalogue: z.array(z.looseObject({ sku: z.string(), names: words, price: z.number() })),
});

/** The demo shop, for a test to change before it is applied. */
export type Shop = z.infer<typeof shop>;

/** The demo shop with every stand-in at `sandboxUrl`. */
export async function readDemoShop(sandboxUrl: string): Promise<Shop> {
  const text = await readFile(DEMO_SHOP, 'utf8');
  return shop.parse(JSON.parse(text.replaceAll('http://localhost:4000', sandboxUrl)));
}

/** `chatpay apply`, as a process. Throws with its words when it fails. */
export async function applyShop(
  wanted: Shop,
  target: { databaseUrl: string; secretsKey: string },
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chatpay-e2e-shop-'));
  try {
    const file = join(folder, 'shop.json');
    await writeFile(file, JSON.stringify(wanted));
    const { stdout } = await run(process.execPath, [CLI, 'apply', file], {
      env: {
        PATH: env.PATH,
        HOME: env.HOME,
        DATABASE_URL: target.databaseUrl,
        SECRETS_KEY: target.secretsKey,
      },
    });
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
