import type { Repository, Violation } from '../model.ts';

type Trace = readonly [pattern: RegExp, what: string];

const FOLDERS: readonly Trace[] = [
  [/\/(home|Users)\/[\w.-]+\//, 'a home folder'],
  [/\/root\/[\w.-]/, 'a home folder'],
  [/\b[A-Z]:\\\w/, 'a path of one machine'],
];
const REGISTRIES: readonly Trace[] = [
  [/https?:\/\/[^\s"'`]*(registry|artifactory|nexus|verdaccio)[\w.-]*/i, 'a registry'],
  [/\bregistry\.(npmjs|yarnpkg|npmmirror)\b/, 'a registry'],
  [/_auth(Token)?\s*=/, 'a credential of a registry'],
];
/** Images have folders of their own, the same on every machine. */
const IMAGES = /(^|\/)(Dockerfile|docker-compose)[^/]*$/;

/** Nothing in the repository depends on the machine or the network it was written on. */
export function machineTraces({ texts, root }: Repository): Violation[] {
  return [...texts].flatMap(([file, text]) => {
    const traces = IMAGES.test(file) ? REGISTRIES : [...FOLDERS, ...REGISTRIES];
    return text.split('\n').flatMap((content, index) => {
      const what =
        traces.find(([pattern]) => pattern.test(content))?.[1] ?? namesRoot(content, root);
      if (what === null) return [];
      const remedy = 'Use a relative path, a setting or a placeholder';
      return [{ file, line: index + 1, problem: `holds ${what}`, remedy }];
    });
  });
}

/** A root such as `/app` is too short to tell from a route. */
function namesRoot(content: string, root: string): string | null {
  return /^\/[^/]+\//.test(root) && content.includes(root) ? 'the path of this checkout' : null;
}
