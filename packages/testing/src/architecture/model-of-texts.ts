import { type Repository, type Rule, toLine } from './model.ts';
import { modelRepository } from './reading/model-repository.ts';

type Given = Parameters<typeof modelRepository>[1];

/** A made-up repository of a few files, for trying a rule on. */
export function modelOf(files: Record<string, string>, given: Given = {}): Repository {
  return modelRepository(new Map(Object.entries(files)), given);
}

/** Where a rule sees something wrong: `file:line`, or the file alone. */
export function placesOf(rule: Rule, repository: Repository): string[] {
  return rule(repository).map((violation) => toLine(violation).split('  ')[0] ?? '');
}
