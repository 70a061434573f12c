import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDataMode, settleDataMode } from './data-mode.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taffrail-mode-'));
});
afterEach(() => rm(folder, { recursive: true }));

const fill = async (): Promise<void> => {
  await mkdir(join(folder, 'postgres'));
  await writeFile(join(folder, 'postgres', 'PG_VERSION'), '18\n');
};

describe('a new data folder', () => {
  it.each([
    [undefined, 'demo'],
    ['demo', 'demo'],
    ['clean', 'clean'],
  ] as const)('asked for %s becomes %s', async (asked, mode) => {
    expect(await readDataMode(folder)).toBeUndefined();
    expect(await settleDataMode(folder, asked)).toBe(mode);
    expect(await readFile(join(folder, 'mode'), 'utf8')).toBe(`${mode}\n`);
  });

  it('is decided again when the start that decided it came to nothing', async () => {
    await settleDataMode(folder, 'demo');
    expect(await settleDataMode(folder, 'clean')).toBe('clean');
  });
});

describe('a data folder with data', () => {
  it.each(['demo', 'clean'] as const)('stays %s whatever is not asked', async (mode) => {
    await settleDataMode(folder, mode);
    await fill();
    expect(await settleDataMode(folder, undefined)).toBe(mode);
    expect(await settleDataMode(folder, mode)).toBe(mode);
  });

  it.each([
    ['demo', 'clean', /is a demo, and stays one.\nStart it without --no-demo. For a clean console/],
    ['clean', 'demo', /is a clean console, and stays one.\nStart it without --demo. For a demo/],
  ] as const)('of a %s refuses to be %s, and says how', async (mode, asked, message) => {
    await settleDataMode(folder, mode);
    await fill();
    await expect(settleDataMode(folder, asked)).rejects.toThrow(message);
    expect(await readDataMode(folder)).toBe(mode);
  });

  it('from before there were demos is clean', async () => {
    await fill();
    expect(await settleDataMode(folder, undefined)).toBe('clean');
  });

  it('says what is wrong with a file that says neither', async () => {
    await fill();
    await writeFile(join(folder, 'mode'), 'both\n');
    await expect(readDataMode(folder)).rejects.toThrow(/mode must say demo or clean/);
  });
});
