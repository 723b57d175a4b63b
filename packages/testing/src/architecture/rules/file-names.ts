import { posix } from 'node:path';
import { type Repository, type Violation, workspaceOf } from '../model.ts';

const VAGUE = /^(utils?|helpers?|commons?|misc|shared|types)$/;
const VAGUE_WORD = /(^|-)(utils?|helpers?|misc)(-|$)/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const GIVEN = /^(__fixtures__|migrations)$/;
/** Predates the rule as the one vocabulary of the machine. */
const EXCEPT = 'packages/payments/src/machine/types.ts';

/** Files and folders of the workspaces say in kebab-case what they are about. */
export function fileNames({ sources }: Repository): Violation[] {
  return sources
    .filter(({ path }) => workspaceOf(path) !== null && path !== EXCEPT)
    .flatMap(({ path }) => path.split('/').flatMap((part) => judge(path, part)));
}

function judge(file: string, part: string): Violation[] {
  const name = part.replace(/(\.(test|config|d))?\.[a-z]+$/, '');
  const bare = posix.parse(name).name;
  if (GIVEN.test(part)) return [];
  if (VAGUE.test(bare) || VAGUE_WORD.test(bare)) {
    const remedy = 'Name it after what it does and put it beside its only user';
    return [{ file, line: null, problem: `"${part}" says nothing`, remedy }];
  }
  if (KEBAB.test(name)) return [];
  const remedy = 'Use lower case words joined by dashes';
  return [{ file, line: null, problem: `"${part}" is not kebab-case`, remedy }];
}
