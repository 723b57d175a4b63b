import type { Manifest, Repository, Violation } from '../model.ts';

const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/** Every workspace explains itself, and every version is one version. */
export function workspaces({ manifests, paths }: Repository): Violation[] {
  return manifests.flatMap((manifest) => [
    ...withoutReadme(manifest, paths),
    ...inexact(manifest),
    ...misquoted(manifest, manifests),
  ]);
}

function withoutReadme({ folder, path }: Manifest, paths: ReadonlySet<string>): Violation[] {
  const readme = folder === '' ? 'README.md' : `${folder}/README.md`;
  if (paths.has(readme)) return [];
  const remedy = `Write ${readme}: purpose, contract, why it is like this`;
  return [{ file: path, line: null, problem: 'is a workspace without README.md', remedy }];
}

function inexact(manifest: Manifest): Violation[] {
  return dependenciesOf(manifest)
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => ({
      file: manifest.path,
      line: null,
      problem: `asks for ${name} ${version}`,
      remedy: 'Ask for one exact version',
    }));
}

/** One of ours in a version that is not the one standing here. */
function misquoted(manifest: Manifest, manifests: Manifest[]): Violation[] {
  return dependenciesOf(manifest).flatMap(([name, version]) => {
    const ours = manifests.find((other) => other.name === name);
    if (ours === undefined || ours.version === version) return [];
    const problem = `asks for ${name} ${version}, but ${ours.path} is ${ours.version}`;
    return [{ file: manifest.path, line: null, problem, remedy: 'Ask for the version that is' }];
  });
}

function dependenciesOf({ dependencies, devDependencies }: Manifest): [string, string][] {
  return [...Object.entries(dependencies), ...Object.entries(devDependencies)];
}
