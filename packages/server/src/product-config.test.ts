import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadProductConfig } from './product-config.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taffrail-config-'));
});
afterEach(() => rm(folder, { recursive: true }));

const load = async (text: string) => {
  const file = join(folder, 'taffrail.config.ts');
  await writeFile(file, text);
  return loadProductConfig(pathToFileURL(file));
};

it('reads the actions of a product', async () => {
  const actions = { 'invoice.sent': { category: 'billing', sentence: 'sent an invoice' } };
  expect(await load(`export default ${JSON.stringify({ actions })};`)).toEqual({ actions });
});

it('is empty without a file, and with the one that comes along', async () => {
  expect(await loadProductConfig(pathToFileURL(join(folder, 'none.ts')))).toEqual({});
  expect(await loadProductConfig()).toEqual({});
});

it('names everything that is wrong', async () => {
  const wrong = load(
    `export default { prodct: {}, actions: { Sent: { category: 'money', sentence: '' } } };`,
  );
  await expect(wrong).rejects.toThrow(/taffrail\.config\.ts is wrong:[\s\S]*prodct/);
  await expect(load('export const config = {};')).rejects.toThrow(/taffrail\.config\.ts is wrong/);
});
