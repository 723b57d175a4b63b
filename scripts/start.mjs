import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import './require-node.mjs';

const HELP = `npm start: installs and builds what is missing, then runs Chatpay with a demo shop.

  npm start                 everything on this machine; Ctrl-C stops all of it
  npm start -- --help       this text

Settings, all optional, from the environment:

  PORT           the gateway (3000)
  SANDBOX_PORT   phones and checkout pages to try it with (4000)
  DATA_DIR       database, logs and generated secrets (.data)
  DATABASE_URL   a PostgreSQL server instead of the one that comes along
  REDIS_URL      a Redis server for the queue instead of PostgreSQL
`;

const { main, Failure } = await import('./run.mjs');

await main(async () => {
  const [argument] = process.argv.slice(2);
  if (argument === '--help' || argument === '-h') {
    process.stdout.write(HELP);
    return;
  }
  if (argument !== undefined) throw new Failure(`There is no option ${argument}.\n\n${HELP}`);

  const { build, install, ROOT } = await import('./prepare.mjs');
  await install();
  await build();
  await handOver(ROOT);
});

/**
 * From here on this process is the command line itself: signals, exit code and terminal are its
 * own, and killing it leaves no child behind that nobody knows.
 */
async function handOver(root) {
  const program = join(root, 'apps/cli/dist/main.js');
  for (const signal of ['SIGINT', 'SIGTERM']) hearOnce(signal);
  process.chdir(root);
  process.argv = [process.argv[0], program, 'start'];
  await import(pathToFileURL(program).href);
}

/** Ctrl-C under npm arrives twice, from the terminal and from npm; the second must not kill. */
function hearOnce(signal) {
  let isHeard = false;
  process.on(signal, () => {
    const isAlone = process.listenerCount(signal) === 1;
    if (isAlone && !isHeard) process.exit(1);
    isHeard = true;
  });
}
