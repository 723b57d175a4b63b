import type { FunctionFact, Repository, SourceFile, Violation } from '../model.ts';

const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 60;
const MAX_PARAMETERS = 3;

/** Files, functions and parameter lists small enough to be read at once. Columns are Biome's. */
export function sizes({ sources }: Repository): Violation[] {
  return sources.flatMap((source) => [
    ...longFile(source),
    ...source.functions.flatMap((each) => [
      ...longFunction(source.path, each),
      ...wideFunction(source.path, each),
    ]),
  ]);
}

function longFile({ path, lines }: SourceFile): Violation[] {
  if (lines <= MAX_FILE_LINES) return [];
  const problem = `has ${lines} lines, more than ${MAX_FILE_LINES}`;
  return [{ file: path, line: null, problem, remedy: 'Give its second subject a file of its own' }];
}

function longFunction(file: string, { name, line, lines }: FunctionFact): Violation[] {
  if (lines <= MAX_FUNCTION_LINES) return [];
  const problem = `${name ?? 'a function'} has ${lines} lines, more than ${MAX_FUNCTION_LINES}`;
  return [{ file, line, problem, remedy: 'Name its steps and make each a function' }];
}

/** Callbacks, such as Express's error handlers, and declarations take what others decide. */
function wideFunction(file: string, each: FunctionFact): Violation[] {
  const { name, line, parameters } = each;
  if (parameters <= MAX_PARAMETERS || name === null || file.endsWith('.d.ts')) return [];
  const problem = `${name} takes ${parameters} positional parameters, more than ${MAX_PARAMETERS}`;
  return [{ file, line, problem, remedy: 'Pass one object with named fields instead' }];
}
