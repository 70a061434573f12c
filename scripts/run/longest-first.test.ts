import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { longest } from './longest-first.ts';
import { root } from './run-command.ts';

it('names files that are there', () => {
  expect(longest.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});
