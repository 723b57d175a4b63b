import type { Rule } from '../model.ts';
import { adapterFolders } from './adapter-folders.ts';
import { constructs } from './constructs.ts';
import { contracts } from './contracts.ts';
import { cycles } from './cycles.ts';
import { documentPaths } from './document-paths.ts';
import { fileNames } from './file-names.ts';
import { layers } from './layers.ts';
import { machineTraces } from './machine-traces.ts';
import { migrations } from './migrations.ts';
import { outsidePackages } from './outside-packages.ts';
import { sizes } from './sizes.ts';
import { workspaces } from './workspaces.ts';

/** What must hold, in the words a failing test shows, and the rule that looks. */
export const ALL_RULES: readonly (readonly [promise: string, rule: Rule])[] = [
  ['imports point down', layers],
  ['no file imports itself, not even for types', cycles],
  ['files, functions and parameter lists are small', sizes],
  ['contracts are small and have nothing optional', contracts],
  ['environment, transactions, casts and switches stay where they belong', constructs],
  ['packages from outside are declared and kept in their place', outsidePackages],
  ['every adapter has the standard files and knows no other', adapterFolders],
  ['names say what is inside', fileNames],
  ['every workspace has a README and exact versions', workspaces],
  ['every path named in a document is there', documentPaths],
  ['nothing depends on the machine it was written on', machineTraces],
  ['landed migrations are never edited', migrations],
];
