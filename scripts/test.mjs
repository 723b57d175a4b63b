import './require-node.mjs';

const HELP = `npm test: installs what is missing, then lint, build, typecheck and the tests of all workspaces.

Needs no outside server. The last line is the number of tests: "N passed, N failed".
TEST_DATABASE_URL and TEST_REDIS_URL name servers to use instead of the embedded ones.
`;

const { main, Failure } = await import('./run.mjs');
const { build, install, tool, turbo } = await import('./prepare.mjs');
const { forgetResults, sumResults, testedWorkspaces, toCountLine } = await import(
  './test-results.mjs'
);

await main(async () => {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    process.stdout.write(HELP);
    return;
  }
  try {
    await prepare();
  } catch (error) {
    process.stderr.write(`${error instanceof Failure ? error.message : error.stack}\n`);
    process.stdout.write(toCountLine({ passed: 0, failed: 1 }));
    process.exitCode = 1;
    return;
  }
  await test();
});

async function prepare() {
  await install();
  await stage('Lint', () =>
    tool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
  );
  await build();
  await stage('Typecheck', () => tool('typescript/bin/tsc', ['-p', 'tsconfig.json']));
}

async function stage(name, start) {
  process.stdout.write(`${name}…\n`);
  const { code, output } = await start().collected();
  if (code !== 0) throw new Failure(`${output}\n${name} failed.`);
}

async function test() {
  process.stdout.write('Tests…\n');
  const folders = testedWorkspaces();
  forgetResults(folders);
  const options = ['--concurrency=1', '--continue', '--output-logs=new-only'];
  const { code } = await turbo(['run', 'test', ...options]).finished();

  const sum = sumResults(folders);
  for (const folder of sum.silent) process.stderr.write(`${folder} left no test results.\n`);
  if (code !== 0 && sum.failed === 0) sum.failed = 1;
  if (sum.failed > 0) {
    process.stderr.write('Tests failed.\n');
    process.exitCode = 1;
  }
  process.stdout.write(toCountLine(sum));
}
