import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourceStamp } from './source-stamp.ts';

let root: string;

const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'taffrail stamp '));
  write('package-lock.json', '{}');
  write('packages/web/src/main.tsx', 'main');
  write('packages/web/index.html', 'page');
  write('packages/contract/src/index.ts', 'contract');
  write('scripts/build/source-stamp.ts', 'build');
});

afterEach(() => rmSync(root, { recursive: true }));

describe('sourceStamp', () => {
  it.each([
    'package-lock.json',
    'packages/web/src/main.tsx',
    'packages/web/src/new.tsx',
    'packages/web/index.html',
    'packages/contract/src/index.ts',
    'scripts/build/source-stamp.ts',
  ])('changes with %s', (file) => {
    const before = sourceStamp(root);
    write(file, 'changed');
    expect(sourceStamp(root)).not.toBe(before);
  });

  it.each([
    'packages/web/src/main.test.ts',
    'packages/web/dist/index.html',
    'packages/web/node_modules/vite/index.js',
    'packages/server/src/main.ts',
    'README.md',
  ])('does not change with %s', (file) => {
    const before = sourceStamp(root);
    write(file, 'changed');
    expect(sourceStamp(root)).toBe(before);
  });

  it('notices a file that was renamed', () => {
    const before = sourceStamp(root);
    rmSync(path.join(root, 'packages/web/src/main.tsx'));
    write('packages/web/src/start.tsx', 'main');
    expect(sourceStamp(root)).not.toBe(before);
  });
});
