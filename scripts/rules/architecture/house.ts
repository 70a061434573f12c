import path from 'node:path';
import { type SourceFacts, readFacts } from '../source/source-facts.ts';
import { type SourceTree, isTypeScript } from '../source/source-tree.ts';

/** The checkout as the rules see it: its files, what each says, and what each package declares. */
export interface House {
  readonly tree: SourceTree;
  readonly facts: ReadonlyMap<string, SourceFacts>;
  /** By folder: `packages/server`, and `''` for the root. */
  readonly manifests: ReadonlyMap<string, Manifest>;
}

export interface Manifest {
  readonly name: string;
  readonly dependencies: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
}

const namesIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : [];

const toManifest = (json: string): Manifest => {
  const manifest: Record<string, unknown> = JSON.parse(json);
  return {
    name: String(manifest['name']),
    dependencies: new Set([
      ...namesIn(manifest['dependencies']),
      ...namesIn(manifest['peerDependencies']),
      ...namesIn(manifest['optionalDependencies']),
    ]),
    devDependencies: new Set(namesIn(manifest['devDependencies'])),
  };
};

export const buildHouse = (tree: SourceTree): House => {
  const facts = new Map<string, SourceFacts>();
  const manifests = new Map<string, Manifest>();
  for (const [file, text] of tree) {
    if (isTypeScript(file)) facts.set(file, readFacts(file, text));
    else if (path.posix.basename(file) === 'package.json') {
      manifests.set(path.posix.dirname(file).replace(/^\.$/, ''), toManifest(text));
    }
  }
  return { tree, facts, manifests };
};

/** `packages/server` for everything below it, `''` for what belongs to the root. */
export const packageFolderOf = (file: string): string =>
  /^(?:packages|examples)\/[^/]+(?=\/)/.exec(file)?.[0] ?? '';
