import type { AuditEntry } from '@taffrail/contract';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it, type OpenOptions } from '../harness/browser-test.ts';
import { expectSound, expectSoundInBothThemes, screens } from '../harness/looks.ts';
import { joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { type ProductDatabase, startProductDatabase } from '../harness/product-database.ts';
import { pressRetry } from '../harness/press-retry.ts';
import { visit } from '../harness/within-console.ts';

const health = '/admin/operations/health';

/** Two foreign keys, of which one does not hold, and an invoice of nobody. */
const schema = `
  create table companies (id int primary key, name text);
  create table users (id int primary key, company_id int references companies);
  create table members (user_id int, company_id int references companies);
  create table invoices (id int primary key, company_id int);
  create table leads (id int primary key);
  insert into companies select n, 'Company ' || n from generate_series(1, 40) as n;
  insert into users select n, 1 + n % 40 from generate_series(1, 120) as n;
  insert into members select n, 1 + n % 40 from generate_series(1, 120) as n;
  insert into invoices select n, 1 + n % 40 from generate_series(1, 60) as n;
  insert into invoices select 100 + n, 900 from generate_series(1, 3) as n;
  insert into leads select generate_series(1, 1234);`;

const config = {
  records: {
    companies: { table: 'companies' },
    users: { table: 'users' },
    invoices: { table: 'invoices' },
    leads: { table: 'leads' },
  },
  integrity: {
    references: [
      {
        table: 'members',
        column: 'user_id',
        references: { table: 'users', column: 'id' },
        title: 'Orphaned company members',
      },
      {
        table: 'invoices',
        column: 'company_id',
        references: { table: 'companies', column: 'id' },
        title: 'Orphaned invoices',
        errorAbove: 2,
        link: 'https://shop.test/invoices/{id}',
      },
    ],
    checks: [
      {
        name: 'nameless-companies',
        title: 'Companies without a name',
        sql: 'select id from companies where name is null',
      },
    ],
  },
};

let product: ProductDatabase;
let server: RunningConsole;
beforeAll(async () => {
  product = await startProductDatabase(schema, config);
  server = await startConsole(product.settings);
});
afterAll(async () => {
  await server.stop();
  await product.stop();
});

const at = (path: string, more: Partial<OpenOptions> = {}): OpenOptions => ({
  path,
  console: server,
  ...more,
});
const panel = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true });
const integrity = (page: Page): Locator => panel(page, 'Data integrity');
const records = (page: Page): Locator => panel(page, 'Record counts');
const verdict = (page: Page): Locator => panel(page, 'Verdict');
const row = (page: Page, title: string): Locator =>
  integrity(page).getByRole('row').filter({ hasText: title });
const tile = (page: Page, title: string): Locator =>
  records(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) });

/** Asks by the button of a panel, and waits until it can be pressed again. */
const ask = async (button: Locator): Promise<void> => {
  await button.click();
  await button.waitFor({ state: 'detached' });
  await button.waitFor({ timeout: 30_000 });
};
const runNow = (page: Page): Promise<void> => ask(page.getByRole('button', { name: 'Run now' }));
const countNow = (page: Page): Promise<void> =>
  ask(page.getByRole('button', { name: 'Count now' }));

const openCheck = async (page: Page, title: string): Promise<void> => {
  await integrity(page).getByRole('link', { name: title }).press('Enter');
  await page.waitForURL(/\/admin\/integrity\//);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
};

describe('the integrity of the data', () => {
  it('is checked on demand, and the worst of it is in the verdict', async ({ open }) => {
    const { page } = await open(at(health));
    await runNow(page);
    await page.getByText('2 of 2 declared, 3 configured checked').waitFor();
    const texts = await integrity(page).locator('tbody tr').allInnerTexts();
    expect(texts).toHaveLength(5);
    expect(texts[0]).toMatch(/Orphaned invoices[\s\S]*3[\s\S]*Error\s+Immediate action required/);
    expect(await row(page, 'Orphaned company members').innerText()).toMatch(
      /0[\s\S]*OK\s+No issues detected/,
    );
    await row(page, 'Orphaned invoices')
      .getByText(/^Last .*Error$/)
      .waitFor();
    await verdict(page).getByText('Failing', { exact: true }).waitFor();
    await verdict(page).getByRole('link', { name: 'Orphaned invoices: 3 rows' }).click();
    await page.waitForURL(/#integrity/);
  });

  it('explains one check: what must hold, which rows do not, how they are mended', async ({
    open,
  }) => {
    const { page } = await open(at(health));
    await openCheck(page, 'Orphaned invoices');
    await panel(page, 'Latest run').getByText('Immediate action required').waitFor();
    await panel(page, 'Latest run').getByText('error above 2').waitFor();
    const affected = panel(page, 'Affected rows');
    await affected.getByText('3 of 3 rows, as they are now').waitFor();
    expect(await affected.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/^101/),
      expect.stringMatching(/^102/),
      expect.stringMatching(/^103/),
    ]);
    const first = affected.getByRole('link', { name: /^101/ });
    expect(await first.getAttribute('href')).toBe('https://shop.test/invoices/101');
    const select = await panel(page, 'the SELECT that shows the rows').innerText();
    expect((await product.pool.query(select)).rows).toHaveLength(3);
    const repair = await panel(page, 'the repair statement').innerText();
    expect(repair).toContain('set "company_id" = null');
    await panel(page, 'the definition').getByText('invoices.company_id → companies').waitFor();
    await expectSound(page);

    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('e')]);
    expect(download.suggestedFilename()).toMatch(/^orphaned-invoices-runs-to-.*\.csv$/);
    expect(await readFile(await download.path(), 'utf8')).toMatch(
      /^at,severity,count,durationMs,failure\r\n.*,error,3,/,
    );

    const ids = affected.getByRole('link', { name: 'Export ids' });
    const [rows] = await Promise.all([page.waitForEvent('download'), ids.click()]);
    expect(await readFile(await rows.path(), 'utf8')).toMatch(
      /^id,url\r\n(?:(\d+),https:\/\/shop\.test\/invoices\/\1\r\n){3}$/,
    );

    await page.getByRole('button', { name: 'Change the thresholds' }).click();
    await page.getByLabel('Error above (rows)').fill('1,000');
    await page.getByRole('button', { name: 'Save' }).click();
    const facts = panel(page, 'Latest run');
    await facts.getByText('set here; else warning above 0, error above 2').waitFor();
    await facts.getByText('Attention may be needed').waitFor();
    await page.getByRole('button', { name: 'Change the thresholds' }).click();
    await page.getByRole('button', { name: 'Reset to 0 and 2' }).click();
    await facts.getByText('Immediate action required').waitFor();

    await product.pool.query(`${repair}\ncommit;`);
    await runNow(page);
    await affected.getByText('No row is affected.').waitFor();
    await panel(page, 'Runs')
      .getByText(/^Last .*Error, 1 warning, 1 OK$/i)
      .waitFor();
    const runs = await panel(page, 'Runs').locator('tbody tr').allInnerTexts();
    expect(runs.slice(0, 2)).toEqual([expect.stringMatching(/OK/), expect.stringMatching(/Error/)]);
    const answer = await fetch(`${server.url}/api/v1/audit-log?action=integrity.*`, {
      headers: { authorization: `Bearer ${server.apiKey}` },
    });
    const { items } = (await answer.json()) as { items: AuditEntry[] };
    expect(items.map(({ action }) => action)).toEqual([
      'integrity.requested',
      'integrity.thresholds_reset',
      'integrity.thresholds_set',
      'integrity.rows_exported',
      'integrity.exported',
      'integrity.requested',
    ]);
  });

  it('knows no check of another address', async ({ open }) => {
    const { page } = await open(at('/admin/integrity/00000000-0000-7000-8000-000000000000'));
    await page.getByText('There is no such check').waitFor();
    await visit(page, '/admin/integrity/orphans');
    await page.getByText('There is no such check').waitFor();
    await expectSound(page);
    await page.getByRole('link', { name: 'See what is checked' }).click();
    await page.waitForURL(/operations\/health#integrity/);
  });
});

describe('record counts', () => {
  it('are exact, and flag a sudden drop in the tile and in the verdict', async ({ open }) => {
    const { page } = await open(at(health));
    await countNow(page);
    expect(await tile(page, 'Leads').innerText()).toMatch(/1,234\s+exact/);
    expect(await tile(page, 'Companies').innerText()).toMatch(/40\s+exact/);
    await product.pool.query('delete from leads where id > 600');
    await countNow(page);
    await tile(page, 'Leads').getByText('Sudden drop').waitFor();
    expect(await tile(page, 'Leads').innerText()).toMatch(/600[\s\S]*51\.4% fewer than 1,234/);
    await verdict(page).getByRole('link', { name: 'Leads fell by 51.4% to 600' }).click();
    await page.waitForURL(/#record-counts/);
    await expectSound(page);
  });
});

describe('a product', () => {
  it('whose table is gone costs that model and its checks, and nothing else', async ({ open }) => {
    const { page } = await open(at(health));
    await product.pool.query('alter table invoices rename to kept');
    await Promise.all([runNow(page), countNow(page)]);
    await product.pool.query('alter table kept rename to invoices');
    await tile(page, 'Invoices').getByText('Not counted').waitFor();
    expect(await tile(page, 'Invoices').innerText()).toMatch(/63\s+exact[\s\S]*is not there/);
    expect(await tile(page, 'Companies').getByText('Not counted').count()).toBe(0);
    await row(page, 'Orphaned invoices').getByText('A table or column is not there').waitFor();
    await row(page, 'Orphaned company members').getByText('No issues detected').waitFor();
    await page.getByText('2 of 2 declared, 2 of 3 configured checked').waitFor();
  });

  it('that hangs is unknown, never OK', async ({ open }) => {
    const { page } = await open(at(health));
    const client = await product.pool.connect();
    await client.query('begin; lock table invoices in access exclusive mode');
    await runNow(page);
    await client.query('rollback');
    client.release();
    const unknown = row(page, 'Orphaned invoices');
    await unknown.getByText('Unknown', { exact: true }).waitFor();
    await unknown.getByText('The query timed out').waitFor();
    await row(page, 'Orphaned company members').getByText('No issues detected').waitFor();
    await verdict(page).getByText('Orphaned invoices: the query timed out').waitFor();
  });

  it('that is away leaves its panels in their last state, and the others alone', async ({
    open,
  }) => {
    const { page } = await open(at(health));
    product.way.cut();
    await Promise.all([runNow(page), countNow(page)]);
    await integrity(page).getByText('Nothing could be asked').waitFor();
    await page.getByText('0 of 2 declared, 0 of 3 configured checked').waitFor();
    expect(await tile(page, 'Leads').innerText()).toMatch(/600[\s\S]*Not counted/);
    await verdict(page).getByText('integrity could not be checked').waitFor();
    await verdict(page).getByText('records could not be counted').waitFor();
    await panel(page, 'API latency').getByText('No request has come yet.').waitFor();
    await expectSound(page);
    product.way.mend();
    await Promise.all([runNow(page), countNow(page)]);
    await page.getByText('2 of 2 declared, 3 configured checked').waitFor();
  });
});

it('fails alone, and can be tried again', async ({ open }) => {
  const { page, errors } = await open(at('/admin/account'));
  const both = /\/api\/v1\/(integrity|record-counts)$/;
  await page.route(both, (route) => route.fulfill({ status: 500 }));
  await visit(page, health);
  await integrity(page).getByText('Could not load the integrity of the data.').waitFor();
  await records(page).getByText('Could not load record counts.').waitFor();
  await verdict(page).getByText('integrity could not be read').waitFor();
  await panel(page, 'Endpoints').getByText('No endpoint was asked').waitFor();
  await pressRetry(integrity(page), both);
  await row(page, 'Orphaned invoices').waitFor();
  errors.expect(/status of 500/);
});

it('lets those look who may, and run those who may run', async ({ open }) => {
  const viewer = await joinAs(server, 'viewer', 'Vera Viewer');
  const { page } = await open(at(health, { as: viewer }));
  const run = page.getByRole('button', { name: 'Run now' });
  await run.waitFor();
  expect(await run.getAttribute('aria-disabled')).toBe('true');
  expect(await run.getAttribute('aria-description')).toContain('owner or operator');
  const finance = await joinAs(server, 'finance', 'Fay Finance');
  const other = await open(at('/admin/integrity/orphans', { as: finance }));
  await other.page.getByText('You need the permission to see requests').waitFor();
});

it.for(screens)('is sound on a $screen', async ({ screen }, { open }) => {
  const { page } = await open(at(health, { screen }));
  await row(page, 'Orphaned invoices').waitFor();
  await tile(page, 'Leads').waitFor();
  await expectSoundInBothThemes(page);
  await openCheck(page, 'Orphaned invoices');
  await panel(page, 'Runs').locator('tbody tr').first().waitFor();
  await expectSoundInBothThemes(page);
});
