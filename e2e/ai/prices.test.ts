import type { IngestRecord } from '@taffrail/contract';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it, type OpenOptions } from '../harness/browser-test.ts';
import { expectSound } from '../harness/looks.ts';
import { joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';
import { visit } from '../harness/within-console.ts';
import { confirm, dialog, row } from '../settings/settings-page.ts';

const list = fileURLToPath(
  new URL('../../packages/server/src/prices/litellm/litellm-sample.json', import.meta.url),
);

const job = (given: object): IngestRecord => ({
  kind: 'ai_job',
  provider: 'harbour',
  model: 'harbour-large',
  route: '/discover',
  organizationId: 'acme',
  inputTokens: 1_000_000,
  outputTokens: 0,
  latencyMs: 400,
  status: 'succeeded',
  createdAt: new Date().toISOString(),
  ...given,
});

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
  await sendBatch(server, [
    { kind: 'organization', id: 'acme', name: 'Acme Trading' },
    job({}),
    job({}),
    job({ provider: 'openai', model: 'gpt-4.1' }),
  ]);
});
afterAll(() => server.stop());

const at = (page: string, more: Partial<OpenOptions> = {}): OpenOptions => ({
  path: `/admin/settings/${page}`,
  console: server,
  ...more,
});
const view = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name }).click();
const button = (within: Page | Locator, name: string): Locator =>
  within.getByRole('button', { name, exact: true });

describe('prices', () => {
  it('are found, edited from a day on, and ended', async ({ open }) => {
    const { page } = await open(at('prices'));
    await page.getByRole('searchbox').fill('gpt-4.1-mini');
    await page.waitForURL(/q=gpt-4\.1-mini/);
    const shipped = row(page, /gpt-4\.1-mini openai .*\$0\.40 \$1\.60 .*Shipped.*In force/);
    await button(shipped, 'Details of the price of gpt-4.1-mini of openai').click();
    await page.getByText(/Public list prices as of 2026-08-06/).waitFor();
    await expectSound(page);
    await button(page, 'Edit the price of gpt-4.1-mini of openai').click();
    const editing = dialog(page, 'Price of gpt-4.1-mini of openai');
    await editing.getByLabel('Input', { exact: true }).fill('cheap');
    await button(editing, 'Set price').click();
    await editing.getByText('Write it as 0.075, with eight decimals at most.').waitFor();
    await editing.getByLabel('Input', { exact: true }).fill('$0.35');
    await button(editing, 'Add a price for larger inputs').click();
    await expectSound(page);
    await button(editing, 'Remove').click();
    await button(editing, 'Set price').click();
    await row(page, /gpt-4\.1-mini openai .*\$0\.35 \$1\.60 .*Set here.*In force/).waitFor();
    await button(page, 'End the price of gpt-4.1-mini of openai').click();
    await button(confirm(page, 'End the price of gpt-4.1-mini of openai?'), 'End price').click();
    await row(page, /gpt-4\.1-mini openai .*Ended/).waitFor();
    await page.getByLabel('State').selectOption('superseded');
    await row(page, /gpt-4\.1-mini openai .*Shipped.*Superseded/).waitFor();
    await page.getByRole('searchbox').fill('no such model');
    await page.getByText('No price matches these filters.').waitFor();
  });

  it('come from LiteLLM’s list, after it was seen what changes', async ({ open }) => {
    const { page } = await open(at('prices'));
    await button(page, 'Import').click();
    await page.getByLabel('File').setInputFiles(list);
    await button(page, 'Show changes').click();
    const seen = dialog(page, 'What the file changes');
    await seen.getByText(/0 prices would change, 6 are new, 0 are as they are\./).waitFor();
    await seen.getByText('Left out: 3 not priced by token, 1 named twice, 2 unreadable.').waitFor();
    await expectSound(page);
    await button(seen, 'Import 6 prices').click();
    await seen.waitFor({ state: 'detached' });
    await visit(page, '/admin/settings/prices?q=tide-flash');
    await row(page, /tide-flash dashscope · by input size.*Imported/).waitFor();
    await visit(page, '/admin/settings/prices?q=harbour&view=book');
    await button(page, 'End the price of harbour-large of harbour').click();
    await button(page.getByRole('alertdialog'), 'End price').click();
    await row(page, /harbour-large harbour.*Ended/).waitFor();
  });

  it('of models that have none are set, and their jobs costed again and back', async ({ open }) => {
    const { page } = await open(at('prices', { screen: 'phone', theme: 'dark' }));
    await view(page, 'Unpriced models 1');
    const card = page.getByRole('listitem').filter({ hasText: 'harbour-large' });
    await card.getByText('2,000,000').waitFor();
    await expectSound(page);
    await button(page, 'Set price of harbour-large of harbour').click();
    const setting = dialog(page, 'Price of harbour-large of harbour');
    await setting.getByLabel('Input', { exact: true }).fill('2');
    await setting.getByLabel('Output', { exact: true }).fill('8');
    await expectSound(page);
    await button(setting, 'Set price').click();
    await page.getByText('Has a price now: cost again').waitFor();
    await button(page, 'Cost again jobs of harbour-large').click();
    await button(dialog(page, /again/), 'Show difference').click();
    await page.waitForURL(/view=recosting/);
    await page.getByText('Preview: nothing has changed yet').waitFor();
    await page.getByText('2 jobs without a cost would cost $4.00: +$4.00').waitFor();
    await expectSound(page);
    await button(page, 'Apply').click();
    await button(confirm(page, 'Change the cost of 2 jobs?'), 'Apply +$4.00').click();
    await page.getByText('Applied', { exact: true }).waitFor();
    await view(page, 'Unpriced models');
    await page.getByText('Every job of the last 180 days has a cost.').waitFor();
    await view(page, 'Re-costing');
    await button(page, 'Take back').click();
    await button(page.getByRole('alertdialog'), 'Take back').click();
    await page.getByText('Taken back', { exact: true }).waitFor();
  });
});

describe('budgets', () => {
  it('are made, spent, changed and removed', async ({ open }) => {
    const { page } = await open(at('budgets'));
    await page.getByText('Nothing holds what AI jobs may cost.').waitFor();
    await button(page, 'Make budget').click();
    const making = dialog(page, 'Make a budget');
    await making.getByLabel('An organization').check();
    await making.getByRole('combobox', { name: 'Organization' }).fill('Acm');
    await page.getByRole('option', { name: 'Acme Trading' }).click();
    await button(making, 'Make budget').click();
    await making.getByText('Give at least one of the two.').waitFor();
    await making.getByLabel('Soft limit, US$').fill('1.50');
    await making.getByLabel('Hard limit, US$').fill('$1,000');
    await expectSound(page);
    await button(making, 'Make budget').click();
    const acme = row(page, /Acme Trading.*This month.*\$2\.00.*of \$1,000.*Above soft limit/);
    await acme.waitFor();
    await expectSound(page);
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('e')]);
    expect(file.suggestedFilename()).toMatch(/^budgets-.*\.csv$/);
    await button(page, 'Change the monthly budget of Acme Trading').click();
    const changing = dialog(page, 'Change the monthly budget of Acme Trading');
    await changing.getByLabel('Hard limit, US$').fill('2');
    await changing.getByLabel('Stop').check();
    await button(changing, 'Set limits').click();
    await row(page, /Acme Trading.*Used up.*Stop/).waitFor();
    const guard = await fetch(`${server.url}/ingest/v1/budgets`, {
      headers: { authorization: `Bearer ${server.ingestKey}` },
    });
    expect(await guard.json()).toMatchObject({
      budgets: [{ scope: 'organization', value: 'acme', state: 'hard', onUnknown: 'closed' }],
    });
    await button(page, 'Remove the monthly budget of Acme Trading').click();
    await button(page.getByRole('alertdialog'), 'Remove budget').click();
    await page.getByText('Nothing holds what AI jobs may cost.').waitFor();
  });

  it('and prices are for those who may, and say when they cannot be loaded', async ({ open }) => {
    const viewer = await joinAs(server, 'viewer', 'Vera Viewer');
    const { page, errors } = await open(
      at('budgets', { as: viewer, theme: 'dark', screen: 'phone' }),
    );
    await page.getByText('An owner, or somebody of finance, can make budgets.').waitFor();
    expect(await button(page, 'Make budget').count()).toBe(0);
    await expectSound(page);
    await page.route(/\/api\/v1\/prices/, (route) => route.fulfill({ status: 500 }));
    await visit(page, '/admin/settings/prices');
    await page.getByRole('alert').getByText('Could not load price book.').waitFor();
    expect(await button(page, 'Set price').count()).toBe(0);
    errors.expect(/status of 500/);
  });
});
