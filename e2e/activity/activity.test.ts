import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { listAll, recentActions, sendActivityWorld } from './activity-world.ts';
import { expectNoAxeViolations } from '../harness/axe.ts';
import { browserTest as it, type OpenOptions } from '../harness/browser-test.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { pressRetry } from '../harness/press-retry.ts';
import { visit } from '../harness/within-console.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
});
afterAll(() => server.stop());

const at = (search: string, more: Partial<OpenOptions> = {}): OpenOptions => ({
  path: `/admin/activity${search}`,
  console: server,
  ...more,
});

const log = (page: Page): Locator => page.getByRole('table', { name: 'Activity log' });
const rows = (page: Page): Locator => page.locator('[data-row-id]');
const chips = (page: Page): Locator => page.getByRole('list', { name: 'Filters' });
const search = (page: Page): Locator => page.getByRole('searchbox');
const idsOf = async (page: Page): Promise<(string | null)[]> =>
  rows(page).evaluateAll((found) => found.map((row) => row.getAttribute('data-row-id')));
const paramsOf = (page: Page): URLSearchParams => new URL(page.url()).searchParams;

/** The page is here, and no panel of it is loading. */
const settled = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => {
    const loading = 'section[aria-busy=true], .animate-skeleton';
    const main = document.querySelector('main');
    return main?.querySelectorAll('section h2').length === 2 && !main.querySelector(loading);
  });
};

const shows = async (page: Page, count: number): Promise<void> => {
  await settled(page);
  await expect.poll(() => rows(page).count(), { timeout: 10_000 }).toBe(count);
};

describe('before anything has come', () => {
  it('says so, and where to go', async ({ open }) => {
    const { page } = await open(at(''));
    await page.getByText('No action has come yet.').waitFor();
    await expectNoAxeViolations(page);
    await page.getByRole('main').getByRole('link', { name: 'first steps' }).click();
    await page.waitForURL('**/admin/first-steps');
  });
});

describe('with a log', () => {
  beforeAll(() => sendActivityWorld(server));

  it('filters by what is typed, as chips, and Back takes it back', async ({ open }) => {
    const { page } = await open(at('?rows=200'));
    await shows(page, recentActions);

    await search(page).fill('action:lead.* org:globex metadata.search.country=DE "lead_"');
    await search(page).press('Enter');
    await page.waitForURL(/f=organizationId/);
    const asked = await listAll(server, {
      action: 'lead.*',
      organizationId: 'globex',
      metadata: 'search.country=DE',
    });
    expect(asked.length).toBeGreaterThan(3);
    await shows(page, asked.length);
    expect(await idsOf(page)).toEqual(asked.map(({ id }) => id));
    expect(await chips(page).getByRole('listitem').allInnerTexts()).toEqual([
      'Action: lead.*',
      'Organization: Globex',
      'Metadata: search.country=DE',
      'Edit as text\nClear filters',
    ]);
    await expect.poll(() => search(page).inputValue()).toBe('lead_');

    await page.getByRole('button', { name: 'Remove the filter Action: lead.*' }).click();
    await page.waitForURL((url) => !url.search.includes('lead.*'));
    await page.goBack();
    await page.waitForURL(/lead\.\*/);
    await page.goBack();
    await shows(page, recentActions);
    expect(paramsOf(page).getAll('f')).toEqual([]);
  });

  it('shows the filters as one line of text, to be edited', async ({ open }) => {
    const { page } = await open(at('?q=lead_1&f=action.in.lead.*'));
    await page.getByRole('button', { name: 'Edit as text' }).click();
    const line = page.getByRole('searchbox', { name: 'Filters as text' });
    expect(await line.inputValue()).toBe('action:lead.* lead_1');

    await line.fill('category:leads user:nobody');
    await line.press('Enter');
    await page
      .getByRole('alert')
      .getByText(/There is no category leads/)
      .waitFor();
    expect(paramsOf(page).get('q')).toBe('lead_1');

    await line.fill('category:auth user:"Ada Lovelace"');
    await line.press('Enter');
    await page.waitForURL(/category/);
    expect(await chips(page).innerText()).toContain('Actor: Ada Lovelace');
    expect(paramsOf(page).get('q')).toBeNull();
    const asked = await listAll(server, { category: 'auth', userId: 'ada' });
    await expect.poll(() => idsOf(page)).toEqual(asked.map(({ id }) => id));
  });

  it('finds organizations by the beginning of their names', async ({ open }) => {
    const { page } = await open(at(''));
    await settled(page);
    await page.keyboard.press('f');
    const editor = page.getByRole('dialog', { name: 'Add a filter' });
    await editor.getByLabel('Field').selectOption('Organization');
    await editor.getByRole('combobox', { name: 'Organization' }).fill('glo');
    await page.getByRole('option', { name: /Globex/ }).click();
    await expect.poll(() => chips(page).innerText()).toContain('Organization: Globex');
  });

  it('opens rows and moves by keys alone', async ({ open }) => {
    const { page } = await open(at('?f=action.in.lead.created'));
    await settled(page);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    const first = rows(page).first();
    await first.getByRole('button', { name: /^Details of/, expanded: true }).waitFor();
    expect(paramsOf(page).get('peek')).toBe(await first.getAttribute('data-row-id'));
    await page.getByRole('list', { name: 'Metadata' }).waitFor();
    await expectNoAxeViolations(page);

    await page.getByRole('link', { name: 'Filter by search.country DE' }).press('Enter');
    await page.waitForURL(/metadata\.in\.search\.country/);
    expect(await chips(page).innerText()).toContain('Metadata: search.country=DE');

    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('1 selected').waitFor();
  });

  it('leads from an action to what happened around it, and to itself', async ({ open }) => {
    const { page } = await open(at('?f=action.in.lead.created&rows=25'));
    await settled(page);
    const id = await rows(page).nth(2).getAttribute('data-row-id');
    await rows(page)
      .nth(2)
      .getByRole('button', { name: /^Details of/ })
      .click();
    await page.getByRole('link', { name: 'Around this (±5 min)' }).click();
    await page.waitForURL(/range=/);
    await shows(page, 1);
    expect(await idsOf(page)).toEqual([id]);
    await page.getByText('203.0.113.7').waitFor();
  });

  it('pages to the end and back without a gap, also after a reload', async ({ open }) => {
    const { page } = await open(at('?rows=25'));
    const everything = (await listAll(server, {})).map(({ id }) => id);
    const older = page.getByRole('button', { name: 'Older' });
    const newer = page.getByRole('button', { name: 'Newer' });
    const pages: (string | null)[][] = [];
    await shows(page, 25);
    for (;;) {
      pages.push(await idsOf(page));
      if (await older.isDisabled()) break;
      const [first] = await idsOf(page);
      await older.click();
      await page.locator(`[data-row-id="${first}"]`).waitFor({ state: 'detached' });
      await settled(page);
    }
    expect(pages.flat()).toEqual(everything.slice(0, recentActions));
    await page.getByText(`${recentActions} actions`, { exact: true }).waitFor();

    await page.reload();
    for (const expected of pages.slice(0, -1).toReversed()) {
      await newer.click();
      await expect.poll(() => idsOf(page)).toEqual(expected);
    }
    expect(await newer.isDisabled()).toBe(true);
    expect(paramsOf(page).get('after')).toBeNull();
  });

  it('reads every parameter of a link', async ({ open }) => {
    const [, second, third] = await listAll(server, { action: 'lead.*' });
    const { page } = await open(
      at(
        `?range=now-2d..now&tz=utc&q=lead&f=action.in.lead.*&rows=50&peek=${second?.id},${third?.id}`,
      ),
    );
    await settled(page);
    expect(await rows(page).getByRole('button', { expanded: true }).count()).toBe(2);
    expect(await search(page).inputValue()).toBe('lead');
    expect(await page.getByLabel('Rows a page').inputValue()).toBe('50');
    await page.getByText('· UTC').waitFor({ state: 'attached' });
  });

  it('ignores what a link says wrong, and says so', async ({ open }) => {
    const { page } = await open(at('?range=never&f=colour.in.red&f=action.in.lead.*&rows=7&x=1'));
    await page
      .getByText(/could not be read|ignored/i)
      .first()
      .waitFor();
    expect(await chips(page).innerText()).toContain('Action: lead.*');
    await settled(page);
    expect(await rows(page).count()).toBeGreaterThan(0);
  });

  it('says what becomes of actions that are older than what it shows', async ({ open }) => {
    const { page } = await open(at('?range=2020-01-01..now'));
    await page.getByText(/Actions are shown for 90 days: .* until they can be archived/).waitFor();
  });

  it('zooms the chart by keys and out again', async ({ open }) => {
    const { page } = await open(at(''));
    await settled(page);
    await page.getByRole('slider').focus();
    await page.keyboard.press('Home');
    for (let step = 0; step < 30; step += 1) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForURL(/range=/);
    await settled(page);
    const zoomed = paramsOf(page).get('range') ?? '';
    const widthMs = (range: string): number => {
      const [from = '', to = ''] = range.split('..');
      return Date.parse(to) - Date.parse(from);
    };
    expect(widthMs(zoomed)).toBeLessThan(9 * 3_600_000);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('z');
    await expect.poll(() => widthMs(paramsOf(page).get('range') ?? '')).toBe(2 * widthMs(zoomed));
  });

  it('filters by an entry of the legend', async ({ open }) => {
    const { page } = await open(at(''));
    await page.getByRole('list', { name: 'Legend' }).getByRole('link', { name: /^Lead/ }).click();
    await page.waitForURL(/category\.in\.lead/);
    expect(await chips(page).innerText()).toContain('Category: Lead');
  });

  const contentOf = async (download: Download): Promise<string> =>
    readFile(await download.path(), 'utf8');

  it('exports what the table shows', async ({ open }) => {
    const { page } = await open(at('?f=action.in.lead.deleted'));
    await settled(page);
    const shown = await idsOf(page);
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByText(new RegExp(`^${shown.length} actions .* as filtered`)).waitFor();
    await expectNoAxeViolations(page);

    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Download CSV' }).click(),
    ]);
    expect(csv.suggestedFilename()).toMatch(/\.csv$/);
    const [header = '', ...lines] = (await contentOf(csv)).trim().split('\r\n');
    expect(header).toMatch(/^createdAt,createdAtLocal,id,action/);
    expect(lines.map((line) => line.split(',')[2])).toEqual(shown);

    await page.keyboard.press('e');
    const [ndjson] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Download NDJSON' }).click(),
    ]);
    const records = (await contentOf(ndjson))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; action: string });
    expect(records.map(({ id }) => id)).toEqual(shown);
    expect(new Set(records.map(({ action }) => action))).toEqual(new Set(['lead.deleted']));
  });

  it('keeps a view, marks it as modified, deletes it and takes that back', async ({ open }) => {
    const { page } = await open(at('?f=action.in.invoice.*&range=7d'));
    const views = page.getByRole('navigation', { name: 'Views' });
    await settled(page);
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog', { name: 'Save view' });
    await dialog.getByLabel('Name').fill('Invoices');
    await dialog.getByLabel('Show it to every operator').check();
    await expectNoAxeViolations(page);
    await dialog.getByRole('button', { name: 'Save view' }).click();
    const tab = views.getByRole('link', { name: /^Invoices/ });
    await tab.waitFor();
    expect(await tab.getAttribute('aria-current')).toBe('page');

    await views.getByRole('link', { name: 'Deletions' }).click();
    await page.waitForURL(/view=deletions/);
    expect(await chips(page).innerText()).toContain('*.deleted');
    await tab.click();
    await page.waitForURL(/range=7d/);
    await page.getByRole('button', { name: 'Remove the filter Action: invoice.*' }).click();
    await views.getByRole('link', { name: 'All modified' }).waitFor();
    await page.goBack();
    await search(page).fill('invoice_5');
    await views.getByRole('link', { name: /Invoices.*modified/ }).waitFor();

    await views.getByRole('button', { name: 'Delete the view Invoices' }).click();
    await tab.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await tab.waitFor();
  });

  it('opens a view by its name alone, and another range on top of it', async ({ open }) => {
    const { page } = await open(at('?view=deletions&range=7d'));
    await settled(page);
    const words = await rows(page).allInnerTexts();
    expect(words.length).toBeGreaterThan(0);
    expect(words.every((text) => text.includes('lead.deleted'))).toBe(true);
    await page.getByRole('link', { name: 'Deletions modified' }).waitFor();
  });

  it('says what could not be loaded, panel by panel, and tries again', async ({ open }) => {
    const { page, errors } = await open({ ...at(''), path: '/admin/dashboard' });
    await page.route(/\/api\/v1\/activity\?/, (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/json',
        body: JSON.stringify({
          error: { code: 'internal_error', message: 'It failed.', requestId: 'request-1' },
        }),
      }),
    );
    await visit(page, '/admin/activity');
    await page.getByText('Could not load the log.').waitFor();
    await page.getByTitle('request-1').waitFor();
    await page.getByRole('slider').waitFor();
    await expectNoAxeViolations(page);
    errors.expect(/500/);

    await pressRetry(page, /\/api\/v1\/activity\?/);
    await log(page).waitFor();
  });

  it('offers the nearest range that has something', async ({ open }) => {
    const { page } = await open(at('?f=action.in.batch.failed'));
    await page.getByText('No action in this range matches 1 filter.').waitFor();
    await expectNoAxeViolations(page);
    await page.getByRole('button', { name: 'Show the last 7 days' }).click();
    await shows(page, 1);
    await page.goBack();
    await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
    await shows(page, 100);
  });

  it('says how far it has searched, and searches further', async ({ open }) => {
    const { page } = await open({ ...at(''), path: '/admin/dashboard' });
    await page.route(/\/api\/v1\/activity\?.*q=lead/, async (route) => {
      const answer = await route.fetch();
      const { items, ...rest } = (await answer.json()) as { items: { createdAt: string }[] };
      const cut = route.request().url().includes('cursor=') ? items : items.slice(0, 3);
      const searchedTo = cut === items ? null : cut.at(-1)?.createdAt;
      await route.fulfill({ json: { ...rest, items: cut, searchedTo } });
    });
    await visit(page, '/admin/activity?q=lead&rows=25');
    await shows(page, 3);
    await page.getByText(/^Searched back to .* within the time budget\.$/).waitFor();
    await page.getByRole('button', { name: 'Search further' }).click();
    await page.waitForURL(/after=/);
    await page.getByText(/^Searched back to/).waitFor({ state: 'detached' });
  });

  it('tells who may export, and hides what only some may see', async ({ open }) => {
    const { page } = await open({ ...at(''), path: '/admin/dashboard' });
    await page.route(/\/api\/v1\/me$/, async (route) => {
      const me = (await (await route.fetch()).json()) as object;
      await route.fulfill({ json: { ...me, permissions: ['activity.read', 'customers.read'] } });
    });
    await page.goto('/admin/activity');
    await settled(page);
    const button = page.getByRole('button', { name: 'Export' });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await button.hover();
    await page.getByText(/comes with the role of/).waitFor();
    await search(page).fill('ip:203.0.113.7');
    await search(page).press('Enter');
    await page
      .getByRole('alert')
      .getByText(/permission/)
      .waitFor();
  });

  it('remembers which columns are shown', async ({ open }) => {
    const { page } = await open(at(''));
    await settled(page);
    await page.getByRole('button', { name: 'Columns' }).click();
    const menu = page.getByRole('dialog', { name: 'Columns' });
    const box = menu.getByRole('checkbox', { name: 'Metadata' });
    const toggle = async (): Promise<void> => {
      const kept = page.waitForResponse(/preferences/);
      await page.keyboard.press('Space');
      await kept;
    };
    // The box moves in the list, and takes the focus along.
    await box.focus();
    await toggle();
    await toggle();
    await toggle();
    expect(await box.isChecked()).toBe(true);
    await expectNoAxeViolations(page);
    await page.reload();
    await log(page).getByRole('columnheader', { name: 'Metadata' }).waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    const reset = page.waitForResponse(/preferences/);
    await menu.getByRole('button', { name: 'Reset columns' }).click();
    await reset;
  });

  describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
    it('has nothing that axe minds', async ({ open }) => {
      const { page } = await open(at('', { theme }));
      await shows(page, 100);
      await rows(page)
        .first()
        .getByRole('button', { name: /^Details of/ })
        .click();
      await page.getByRole('button', { name: 'Show as a table' }).click();
      await expectNoAxeViolations(page);
      await page.keyboard.press('f');
      await page.getByRole('dialog', { name: 'Add a filter' }).getByRole('combobox').last().click();
      await page.getByRole('option').first().waitFor();
      await expectNoAxeViolations(page);
    });

    it('reads as sentences on a phone, and nothing sticks out', async ({ open }) => {
      const { page } = await open(at('?rows=25', { theme, screen: 'phone' }));
      await page.getByText('Ada Lovelace viewed a company in Acme').first().waitFor();
      await settled(page);
      const first = page.getByRole('button', { name: /^Details of/ }).first();
      await first.click();
      await page.getByRole('list', { name: 'Metadata' }).waitFor();
      const sticksOut = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect(sticksOut).toBe(false);
      await expectNoAxeViolations(page);
    });
  });
});
