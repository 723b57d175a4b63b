import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The folder of the checkout, from wherever in it the bench runs. */
export const REPOSITORY = findRepository(dirname(fileURLToPath(import.meta.url)));

/** The built program of an app. */
export function mainOf(app: 'gateway' | 'worker' | 'cli'): string {
  return join(REPOSITORY, 'apps', app, 'dist', 'main.js');
}

/** Address of a built file of the gateway, for `import()`. */
export function gatewayFile(name: string): string {
  return pathToFileURL(join(REPOSITORY, 'apps', 'gateway', 'dist', name)).href;
}

/** Address of a module as a workspace itself would find it, for `import()`. */
export function moduleOf(workspace: string, name: string): string {
  const from = createRequire(join(REPOSITORY, workspace, 'package.json'));
  return pathToFileURL(from.resolve(name)).href;
}

function findRepository(folder: string): string {
  if (existsSync(join(folder, 'turbo.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('The bench is not in a checkout of the repository');
  return findRepository(above);
}
