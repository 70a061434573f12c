import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderInUseError, lockFolder } from './folder-lock.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taffrail lock '));
  file = join(folder, 'taffrail.lock');
});

afterEach(() => rm(folder, { recursive: true }));

describe('lockFolder', () => {
  it('is held once, says where its holder listens, and can be taken after its release', async () => {
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow('is still starting');
    await lock.announce('http://localhost:4600');
    await expect(lockFolder(folder)).rejects.toThrow('listens on http://localhost:4600');
    await lock.release();
    await expect(lockFolder(folder)).resolves.toBeDefined();
  });

  it.each([
    ['of a process that has ended', { pid: 2 ** 22 + 1, processStart: 'x' }],
    ['whose pid another process has by now', { pid: process.pid, processStart: 'before' }],
  ])('takes over a lock %s', async (_case, holder) => {
    await writeFile(file, JSON.stringify(holder));
    await lockFolder(folder);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it.each(['', '{', 'null'])('takes over a file with %j in it', async (content) => {
    await writeFile(file, content);
    await lockFolder(folder);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('gives an abandoned lock to exactly one of many that want it at once', async () => {
    await writeFile(file, JSON.stringify({ pid: process.pid, processStart: 'before' }));
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(FolderInUseError);
    expect(await readdir(folder)).toEqual(['taffrail.lock']);
  });

  it('is taken over from a start that was killed while it took over', async () => {
    const abandoned = JSON.stringify({ pid: process.pid, processStart: 'before' });
    await writeFile(file, abandoned);
    await writeFile(`${file}.guard`, abandoned);
    await lockFolder(folder);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ pid: process.pid });
    expect(await readdir(folder)).toEqual(['taffrail.lock']);
  });
});
