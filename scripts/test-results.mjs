import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, workspaces } from './prepare.mjs';

/** Folders of the workspaces that have tests, relative to the root. */
export function testedWorkspaces() {
  return workspaces().filter((folder) => {
    const manifest = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
    return manifest.scripts?.test !== undefined;
  });
}

/** Removes the results of earlier runs, so that an old number is never taken for a new one. */
export function forgetResults(folders) {
  for (const folder of folders) rmSync(summaryOf(folder), { force: true });
}

/** Sums what the runs left behind. A folder without results counts as one failed test. */
export function sumResults(folders) {
  const sum = { passed: 0, failed: 0, silent: [] };
  for (const folder of folders) {
    if (existsSync(summaryOf(folder))) {
      const { passed, failed } = JSON.parse(readFileSync(summaryOf(folder), 'utf8'));
      sum.passed += passed;
      sum.failed += failed;
    } else {
      sum.failed += 1;
      sum.silent.push(folder);
    }
  }
  return sum;
}

/** The one line a build log reader looks for. */
export function toCountLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed\n`;
}

function summaryOf(folder) {
  return join(ROOT, folder, 'test-results', 'summary.json');
}
