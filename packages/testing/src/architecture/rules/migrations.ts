import type { MigrationChange, Repository, Violation } from '../model.ts';

/** A migration that has landed may have run somewhere: it is never edited, only followed. */
export function migrations({ migrations: changes, paths }: Repository): Violation[] {
  return (changes ?? [])
    .filter((change) => isEdit(change, changes ?? [], paths))
    .map(({ commit, status, file }) => ({
      file,
      line: null,
      problem: `landed, and was ${status === 'D' ? 'deleted' : 'edited'} ${
        commit === null ? 'since the last commit' : `by ${commit}`
      }`,
      remedy: 'Restore it and write a new migration that changes what it made',
    }));
}

/**
 * Changes come newest first. The first commit that adds a file lands it; a file that is gone for
 * good is judged only while its deletion is not committed.
 */
function isEdit(
  change: MigrationChange,
  changes: MigrationChange[],
  paths: ReadonlySet<string>,
): boolean {
  const { commit, status, file } = change;
  if (status === 'D') return commit === null;
  const landings = changes.filter((other) => other.file === file && other.status === 'A');
  return paths.has(file) && change !== landings.at(-1);
}
