import { pino } from 'pino';
import { createSandbox } from './create-sandbox.ts';
import { readEnvironment } from './env.ts';
import { whyNotListening } from './why-not-listening.ts';

const log = pino({ name: 'sandbox' });

await start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

async function start(): Promise<void> {
  const environment = readEnvironment();
  const sandbox = createSandbox({ ...environment, log, random: Math.random });
  const port = await sandbox.listen(environment.port).catch((error: NodeJS.ErrnoException) => {
    throw new Error(whyNotListening(error, environment.port), { cause: error });
  });
  log.info({ port, gatewayUrl: environment.gatewayUrl }, 'sandbox is listening');
  process.send?.({ kind: 'listening', port });

  const stop = () => {
    sandbox.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, stop);
}
