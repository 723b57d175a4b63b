import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Leaves `test-results/summary.json` ({ suites, passed, failed }) in the workspace that was tested,
 * for the sum over all workspaces. A suite that could not run counts as one failed test.
 */
export default class SummaryReporter {
  constructor(globalConfig) {
    this.folder = join(globalConfig.rootDir, 'test-results');
  }

  onRunComplete(_contexts, results) {
    const summary = {
      suites: results.numTotalTestSuites,
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    };
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, 'summary.json'), `${JSON.stringify(summary)}\n`);
  }
}
