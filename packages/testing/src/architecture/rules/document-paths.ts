import { posix } from 'node:path';
import type { Repository, Violation } from '../model.ts';

const GENERATED = /(^|\/)(node_modules|dist|\.data|\.turbo|test-results)(\/|$)/;
const PLACEHOLDER = /[<>*{}$|…\s]/;
const FILE_NAME = /\.(ts|tsx|mjs|js|json|md|sql|yml|yaml|css|html|png|svg)$/;

/** Every path that a document names, in backticks with a slash or as a link, is there. */
export function documentPaths(repository: Repository): Violation[] {
  const folders = listFolders(repository.paths);
  const exists = (path: string) => repository.paths.has(path) || folders.has(path);

  return [...repository.texts]
    .filter(([file]) => file.endsWith('.md') && !file.includes('/__fixtures__/'))
    .flatMap(([file, text]) =>
      namedPaths(text)
        .filter(({ path, link }) => link || isOurs(path, file, exists))
        .filter(({ path }) => !candidates(path, file).some(exists))
        .map(({ path, line }) => ({
          file,
          line,
          problem: `names ${path}, which is not there`,
          remedy: 'Name what is there today, or write a placeholder with <>',
        })),
    );
}

type NamedPath = { path: string; line: number; link: boolean };

function namedPaths(text: string): NamedPath[] {
  const prose = text.replace(/^( *)(```|~~~)[\s\S]*?^\1\2/gm, (block) => block.replace(/./g, ' '));
  return prose.split('\n').flatMap((content, index) => {
    const quoted = [...content.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? '');
    const linked = [...content.replace(/`[^`]+`/g, '').matchAll(/\]\(([^)\s]+)[^)]*\)/g)];
    return [
      ...quoted.filter((path) => path.includes('/')).map((path) => ({ path, link: false })),
      ...linked.map((found) => ({ path: found[1] ?? '', link: true })),
    ]
      .filter(({ path }) => !isElsewhere(path))
      .map(({ path, link }) => ({ path: bare(path), link, line: index + 1 }));
  });
}

/** Addresses, routes, packages, placeholders, and what is only there after a build. */
function isElsewhere(path: string): boolean {
  return (
    /^(\/|@|#|~)/.test(path) ||
    /^[a-z][a-z0-9+.-]*:/i.test(path) ||
    PLACEHOLDER.test(path) ||
    GENERATED.test(path)
  );
}

/** Without anchor, line number and closing slash. */
function bare(path: string): string {
  return path
    .replace(/[#?].*$/, '')
    .replace(/:\d+(-\d+)?$/, '')
    .replace(/\/$/, '');
}

/** A backticked word with a slash may also be `application/json`: it must begin or end like a path. */
function isOurs(path: string, file: string, exists: (path: string) => boolean): boolean {
  const [first = ''] = path.split('/');
  if (/^\.\.?$/.test(first)) return true;
  if (/[^.]\./.test(first) && first !== path) return false;
  return FILE_NAME.test(path) || candidates(first, file).some(exists);
}

/** From the top of the repository, beside the document, or among the sources beside it. */
function candidates(path: string, file: string): string[] {
  const folder = posix.dirname(file);
  return [path, posix.join(folder, path), posix.join(folder, 'src', path)].map((each) =>
    posix.normalize(each).replace(/\/$/, ''),
  );
}

function listFolders(paths: ReadonlySet<string>): Set<string> {
  const folders = new Set(['.']);
  for (const path of paths) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      folders.add(path.slice(0, at));
    }
  }
  return folders;
}
