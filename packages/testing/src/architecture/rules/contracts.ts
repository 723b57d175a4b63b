import type { InterfaceFact, Repository, Violation } from '../model.ts';

const MAX_MEMBERS = 5;

/** Contracts (interfaces of core) have at most five members, and none that may be missing. */
export function contracts({ sources }: Repository): Violation[] {
  return sources
    .filter(({ path }) => path.startsWith('packages/core/src/'))
    .flatMap(({ path, interfaces }) =>
      interfaces.flatMap((contract) => [...tooLarge(path, contract), ...optional(path, contract)]),
    );
}

function tooLarge(file: string, { name, line, members }: InterfaceFact): Violation[] {
  if (members.length <= MAX_MEMBERS) return [];
  const problem = `${name} has ${members.length} members, more than ${MAX_MEMBERS}`;
  return [{ file, line, problem, remedy: 'Make the part that only some offer a contract' }];
}

function optional(file: string, contract: InterfaceFact): Violation[] {
  return contract.members
    .filter((member) => member.optional)
    .map((member) => ({
      file,
      line: contract.line,
      problem: `${contract.name}.${member.name} is optional`,
      remedy: 'Let every adapter have it, or move it to a contract that only some offer',
    }));
}
