import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadProductOf } from '../cli/load-product.ts';
import { readConfig } from '../config.ts';
import { readProductPort, writeProductPort } from './product-port.ts';

it('tells commands where the sample product listens', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'taffrail-port-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'postgres'));
  await writeFile(join(folder, 'postgres', 'PG_VERSION'), '18\n');
  await writeFile(join(folder, 'mode'), 'demo\n');
  const read = readConfig({ TAFFRAIL_DATA_DIR: folder }, []);
  if (!read.ok) throw new Error(read.message);
  const urls = async () =>
    (await loadProductOf(read.config)).loadTests?.flatMap(({ run }) => run?.url ?? []);

  expect(await readProductPort(folder)).toBeUndefined();
  expect(await urls()).toEqual(['http://127.0.0.1:4700']);
  await writeProductPort(folder, 12_345);
  expect(await urls()).toEqual(['http://127.0.0.1:12345']);
});
