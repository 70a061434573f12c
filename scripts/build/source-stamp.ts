import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** What the built web UI is made of; a change in none of it makes no other build. */
const inputs = ['packages/web', 'packages/contract/src', 'scripts/build', 'package-lock.json'];
const isInput = (file: string): boolean =>
  !/\.test\.tsx?$/.test(file) && !/(?:^|\/)(?:node_modules|dist)(?:\/|$)/.test(file);

const filesIn = (root: string, input: string): string[] => {
  const absolute = path.join(root, input);
  if (path.extname(input) === '.json') return [input];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter(isInput);
};

/** A hash over the names and contents of everything that goes into the web UI. */
export const sourceStamp = (root: string): string => {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesIn(root, input)).toSorted()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
};
