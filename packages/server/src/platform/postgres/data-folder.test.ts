import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataFolder, readOrCreateSecret } from './data-folder.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taffrail data '));
});

afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
});

describe('openDataFolder', () => {
  it('makes the folder that was asked for, open to pass through and not to list', async () => {
    await chmod(folder, 0o755);
    const path = join(folder, 'new');
    expect(await openDataFolder({ path, explicit: true })).toBe(path);
    expect((await stat(path)).mode & 0o777).toBe(0o711);
  });

  it('names the folder and the variable when it is a file', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '');
    await expect(openDataFolder({ path, explicit: true })).rejects.toThrow(
      /file cannot be written to. Set TAFFRAIL_DATA_DIR/,
    );
  });

  const asRoot = process.getuid?.() === 0;

  it(
    asRoot
      ? 'refuses, as root, a folder that was asked for and that PostgreSQL cannot reach'
      : 'refuses a folder that it may not write to',
    async () => {
      const closed = join(folder, 'closed');
      await mkdir(closed, { mode: asRoot ? 0o700 : 0o500 });
      const open = openDataFolder({ path: join(closed, 'new'), explicit: true });
      await expect(open).rejects.toThrow(/Set TAFFRAIL_DATA_DIR/);
    },
  );
});

describe('readOrCreateSecret', () => {
  it('makes a secret once, for nobody else to read', async () => {
    const file = join(folder, 'secret');
    const made = await readOrCreateSecret(file);
    expect(made).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await readOrCreateSecret(file)).toBe(made);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('gives the same to all that ask at once', async () => {
    const file = join(folder, 'secret');
    const made = await Promise.all(Array.from({ length: 10 }, () => readOrCreateSecret(file)));
    expect(new Set(made).size).toBe(1);
    expect(await readFile(file, 'utf8')).toBe(`${made[0]}\n`);
    expect(await readdir(folder)).toEqual(['secret']);
  });
});
