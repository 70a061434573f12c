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

const check = (sql = 'select id from leads') => ({ name: 'odd-leads', title: 'Odd leads', sql });

it('reads the actions of a product', async () => {
  const actions = { 'invoice.sent': { category: 'billing', sentence: 'sent an invoice' } };
  expect(await load(`export default ${JSON.stringify({ actions })};`)).toEqual({ actions });
});

it('is empty as it comes along', async () => {
  expect(await loadProductConfig()).toEqual({});
});

it('is missed where it was named', async () => {
  const none = loadProductConfig(pathToFileURL(join(folder, 'none.ts')));
  await expect(none).rejects.toThrow(/none\.ts is not there/);
});

it('names everything that is wrong', async () => {
  const wrong = load(
    `export default { prodct: {}, actions: { Sent: { category: 'money', sentence: '' } } };`,
  );
  await expect(wrong).rejects.toThrow(/taffrail\.config\.ts is wrong:[\s\S]*prodct/);
  await expect(load('export const config = {};')).rejects.toThrow(/taffrail\.config\.ts is wrong/);
});

it.each([
  [
    'a table with too many dots',
    { records: { leads: { table: 'a.b.c' } } },
    /records\.leads\.table/,
  ],
  ['a model with an odd name', { records: { 'My leads': { table: 'leads' } } }, /My leads/],
  [
    'SQL that changes something',
    { integrity: { checks: [check('delete from leads')] } },
    /one SELECT/,
  ],
  ['two checks of one name', { integrity: { checks: [check(), check()] } }, /names of their own/],
  [
    'an error that comes before its warning',
    { integrity: { checks: [{ ...check(), warnAbove: 5, errorAbove: 4 }] } },
    /errorAbove/,
  ],
])('refuses %s', async (_, config, problem) => {
  await expect(load(`export default ${JSON.stringify(config)};`)).rejects.toThrow(problem);
});

it('takes the last semicolon from SQL, and fills in thresholds', async () => {
  const config = { integrity: { checks: [check('select id from leads ;\n')] } };
  expect(await load(`export default ${JSON.stringify(config)};`)).toEqual({
    integrity: {
      references: [],
      checks: [{ ...check(), warnAbove: 0, errorAbove: 100, repair: null }],
    },
  });
});
