import { isBuiltin } from 'node:module';
import path from 'node:path';
import { type House, packageFolderOf } from './house.ts';

/** What an import points at. */
export type ImportTarget =
  | { readonly kind: 'file'; readonly file: string; readonly packageFolder: string }
  /** A package of ours by its name; `entry` is false for a path inside it. */
  | { readonly kind: 'ours'; readonly packageFolder: string; readonly entry: boolean }
  | { readonly kind: 'builtin' }
  | { readonly kind: 'package'; readonly name: string };

const packageNameOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

export const resolveImport = (house: House, from: string, specifier: string): ImportTarget => {
  if (specifier.startsWith('.')) {
    const file = path.posix.join(path.posix.dirname(from), specifier.replace(/\?.*$/, ''));
    return { kind: 'file', file, packageFolder: packageFolderOf(file) };
  }
  if (isBuiltin(specifier)) return { kind: 'builtin' };
  const name = packageNameOf(specifier);
  for (const [folder, manifest] of house.manifests) {
    if (folder !== '' && manifest.name === name) {
      return { kind: 'ours', packageFolder: folder, entry: specifier === name };
    }
  }
  return { kind: 'package', name };
};
