import { sumResults, toCountLine } from './test-results.mjs';

/** Prints the sum of the results that test runs left in the folders given. */
process.stdout.write(toCountLine(sumResults(process.argv.slice(2))));
