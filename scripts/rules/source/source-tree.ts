import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Every file of the checkout that somebody wrote: path from the root, with `/`, to its text. */
export type SourceTree = ReadonlyMap<string, string>;

const skipped = new Set([
  'node_modules',
  'dist',
  'coverage',
  'test-results',
  '.git',
  '.taffrail',
  '.taffrail-demo',
]);
const isText = /\.(?:[cm]?[jt]sx?|json|md|sql|css|html)$/;

/** Reads the checkout. Files that are not text (a screenshot) are listed with an empty text. */
export const readSourceTree = (root: string): SourceTree => {
  const tree = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) walk(name);
      } else if (entry.isFile()) {
        tree.set(name, isText.test(name) ? readFileSync(path.join(root, name), 'utf8') : '');
      }
    }
  };
  walk('');
  return tree;
};

export const isTypeScript = (file: string): boolean => /\.tsx?$/.test(file);

/** Tests and what only tests use may reach further than the product. */
export const isTest = (file: string): boolean =>
  /\.test\.tsx?$/.test(file) ||
  /^(?:packages|examples)\/[^/]+\/test\//.test(file) ||
  file.startsWith('e2e/');
