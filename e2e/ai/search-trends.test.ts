import type { IngestRecord } from '@taffrail/contract';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it } from '../harness/browser-test.ts';
import { expectSound } from '../harness/looks.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
});
afterAll(() => server.stop());

const path = '/admin/search-trends';
const dayMs = 86_400_000;

interface Given {
  readonly keyword: string;
  readonly country: string;
  readonly times: number;
  readonly found?: number;
  readonly daysAgo?: number;
}

const searches = ({ keyword, country, times, found, daysAgo = 1 }: Given): IngestRecord[] =>
  Array.from({ length: times }, (_, index): IngestRecord[] => {
    const search = {
      kind: 'activity' as const,
      organizationId: `acme-${index % 8}`,
      action: 'discovery.started',
      metadata: { keyword, country, industry: 'Retail' },
      createdAt: new Date(Date.now() - daysAgo * dayMs).toISOString(),
    };
    if (found === undefined) return [search];
    const metadata = { ...search.metadata, companiesFound: found };
    return [search, { ...search, action: 'discovery.completed', metadata }];
  }).flat();

const card = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const figure = (page: Page, name: string): Locator => page.getByRole('article', { name });

describe('search trends', () => {
  it('before any search, say what one is', async ({ open }) => {
    const { page } = await open({ path: '/admin/dashboard', console: server });
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await page.waitForURL(/\/admin\/search-trends$/);
    await page.getByText('No search has come yet.').waitFor();
    await page.getByText('discovery.started').first().waitFor();
    await expectSound(page);
  });

  it('rank, filter, list, merge and take back', async ({ open }) => {
    await sendBatch(server, [
      ...searches({ keyword: 'Chemicals', country: 'DE', times: 40, found: 12 }),
      ...searches({ keyword: 'Chemicals', country: 'DE', times: 25, daysAgo: 40 }),
      ...searches({ keyword: 'Textiles', country: 'IT', times: 16, found: 0 }),
      ...searches({ keyword: 'Textile', country: 'IT', times: 9 }),
      ...searches({ keyword: 'A secret', country: 'IT', times: 2 }),
      ...searches({ keyword: 'Timber', country: 'SE', times: 8, daysAgo: 70 }),
    ]);
    const { page } = await open({ path, console: server });
    await figure(page, 'Searches').getByText('67').waitFor();
    const keywords = card(page, 'Keywords');
    await keywords.getByText('Other (rare): 1 term').waitFor();
    expect(await keywords.getByText('A secret').count()).toBe(0);
    await card(page, 'Searches without result').getByText('Textiles').waitFor();
    await card(page, 'Rising').getByText('Chemicals').waitFor();
    await expectSound(page);

    // Any term filters the page, and the address says so.
    await card(page, 'Countries').getByRole('link', { name: 'IT' }).click();
    await page.waitForURL(/f=country\.in\.it/);
    await figure(page, 'Searches').getByText('27').waitFor();
    expect(await keywords.getByText('Chemicals').count()).toBe(0);
    await page.getByRole('list', { name: 'Filters' }).getByText('IT · 27').waitFor();
    await page.getByRole('button', { name: 'Remove the filter Countries: IT' }).click();
    await figure(page, 'Searches').getByText('67').waitFor();

    await keywords.getByRole('link', { name: 'All 3 Keywords' }).click();
    const all = card(page, 'All keywords');
    await all.getByLabel('Search the terms').fill('texti');
    await page.waitForURL(/q=texti/);
    // One types before that which suggests is there.
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/combobox-layer/, async (route) => {
      await held;
      await route.continue();
    });
    await all.getByRole('button', { name: 'Counts as… (Textile)' }).click();
    await page.getByRole('textbox', { name: 'Term that it counts as' }).fill('textiles');
    release();
    await page.getByRole('option', { name: /Textiles/ }).click();
    await page.getByText('“Textile” counts as “Textiles”').first().waitFor();
    await all.getByText('also Textile').waitFor();
    await expectSound(page);
    await page.getByRole('button', { name: 'Split Textile from Textiles' }).click();
    await expect.poll(() => all.getByText('also Textile').count()).toBe(0);
  });

  it('are whole on a phone in the dark, with the table of the chart', async ({ open }) => {
    const { page } = await open({ path, console: server, theme: 'dark', screen: 'phone' });
    await card(page, 'Keywords').getByText('Chemicals').waitFor();
    await card(page, 'Searches by day').getByRole('button', { name: 'Show as a table' }).click();
    await page.getByRole('table', { name: 'searches over time' }).waitFor();
    await expectSound(page);
  });

  it('lead to their rows', async ({ open }) => {
    const { page } = await open({ path: `${path}?f=country.in.it`, console: server });
    await page.getByRole('link', { name: 'Searches in the activity log' }).click();
    await page.waitForURL(/\/admin\/activity/);
    await page.locator('[data-row-id]').first().waitFor();
    expect(await page.locator('[data-row-id]').count()).toBe(27);
  });
});
