import type { IngestRecord } from '@taffrail/contract';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it, type OpenOptions } from '../harness/browser-test.ts';
import { expectSound, expectSoundInBothThemes, screens } from '../harness/looks.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';
import { visit } from '../harness/within-console.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
});
afterAll(() => server.stop());

const minuteMs = 60_000;
const soon = { timeout: 20_000 };
const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const stack = `TypeError: Cannot read properties of undefined (reading 'name')
    at readLead (/srv/app/leads.js:41:12)
    at async list (/srv/app/leads.js:12:3)`;

type Log = Extract<IngestRecord, { kind: 'log' }>;

const log = (level: Log['level'], message: string, more: Partial<Log> = {}): Log => ({
  kind: 'log',
  level,
  message,
  source: 'job send-digest',
  ...more,
});

const ago = (minutes: number): { createdAt: string } => ({
  createdAt: new Date(Date.now() - minutes * minuteMs).toISOString(),
});

const health = '/admin/operations/health';
const card = (page: Page): Locator =>
  page.getByRole('region', { name: 'Recent system health logs' });
const cardRows = (page: Page): Locator => card(page).locator('tbody tr');
const rows = (page: Page): Locator => page.locator('[data-row-id]');
/** Loading takes as long as it does. */
const shows = (page: Page, count: number): Promise<void> =>
  expect.poll(() => rows(page).count(), soon).toBe(count);
const texts = async (page: Page): Promise<string[]> => rows(page).allInnerTexts();

const at = (search = '', more: Partial<OpenOptions> = {}): OpenOptions => ({
  path: `/admin/logs${search}`,
  console: server,
  ...more,
});

describe('before anything was logged', () => {
  const never = 'Neither the product nor Taffrail logged anything in the last 90 days.';

  it('the card and the page say how logs are sent', async ({ open }) => {
    const { page } = await open({ path: health, console: server });
    await card(page).getByText(never).waitFor();
    await card(page).getByText('taffrail.log()').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.waitForURL(/\/admin\/logs$/);
    await page.getByText(never).waitFor();
    await expectSound(page);
    await page.getByRole('tab', { name: 'Errors' }).click();
    await page.getByText('No error was logged in this range.').waitFor();
    await expectSound(page);
  });
});

describe('with logs', () => {
  beforeAll(async () => {
    await sendBatch(server, [
      { kind: 'organization', id: 'acme', name: 'Acme' },
      { kind: 'user', id: 'ada', name: 'Ada Lovelace' },
      log('info', 'Long ago', ago(3 * 24 * 60)),
      ...[50, 40, 30].map((minutes) =>
        log('error', "Cannot read properties of undefined (reading 'name')", {
          source: 'GET /leads/:id',
          errorType: 'TypeError',
          stack,
          context: { leadId: minutes },
          traceId: trace,
          organizationId: 'acme',
          userId: 'ada',
          ...ago(minutes),
        }),
      ),
      log('info', 'Started with 4 workers', { source: 'main', ...ago(12) }),
      log('warning', 'Retrying in 30 s, the mailbox is full', ago(10)),
      log('error', `Cannot read ${'properties of a very long name '.repeat(12)}`, ago(8)),
      log('info', 'Digest sent to 214 people', ago(6)),
      log('error', 'Payment provider refused: token=hunter2hunter2', {
        source: 'POST /billing/charge',
        ...ago(4),
      }),
    ]);
  });

  it('the card has the last five, each a link to what it is of', async ({ open }) => {
    const { page } = await open({ path: health, console: server });
    await cardRows(page).first().waitFor();
    const shown = await cardRows(page).allInnerTexts();
    expect(shown).toHaveLength(5);
    expect(shown[0]).toMatch(/^Error\s+Payment provider refused: token=\[scrubbed\]/);
    expect(shown[0]).toContain('POST /billing/charge');
    expect(shown[4]).toMatch(/^Info\s+Started with 4 workers/);
    await cardRows(page).nth(4).getByRole('link').click();
    await page.waitForURL(/\/admin\/logs\?range=.*peek=/);
    await rows(page).first().waitFor();
    expect((await texts(page))[0]).toContain('Started with 4 workers');
    await page.goBack();
    await cardRows(page).first().getByRole('link').click();
    await page.waitForURL(/\/admin\/logs\/groups\//);
    await page.getByRole('heading', { level: 1, name: 'Error' }).waitFor();
  });

  it('the page filters by what is typed, clicked and chosen, all of it in its address', async ({
    open,
  }) => {
    const { page } = await open(at());
    await page.getByText('8 logs', { exact: true }).first().waitFor();
    expect(await rows(page).count()).toBe(8);
    const search = page.getByPlaceholder(/type:error/);
    await search.fill('type:error read');
    await search.press('Enter');
    await page.waitForURL(/f=level\.in\.error/);
    await shows(page, 4);
    await rows(page).nth(1).getByRole('link', { name: 'GET /leads/:id' }).click();
    await shows(page, 3);
    expect(new URL(page.url()).searchParams.getAll('f')).toEqual([
      'level.in.error',
      'source.in.GET /leads/:id',
    ]);
    await page.goBack();
    await shows(page, 4);
    await page.keyboard.press('e');
    const csv = await page.getByRole('link', { name: 'Download CSV' }).getAttribute('href');
    expect(csv).toMatch(/^\/api\/v1\/system-logs\/export\?.*level=error/);
    await visit(page, '/admin/logs?q=nothing+like+it');
    await page.getByText('No log in this range matches 1 filter.').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page
      .getByRole('list', { name: 'Legend' })
      .getByRole('link', { name: /^Warning/ })
      .click();
    await expect
      .poll(() => texts(page), soon)
      .toEqual([expect.stringContaining('mailbox is full')]);
    await visit(page, '/admin/logs?range=7d&rows=25&f=level.in.info');
    await expect.poll(async () => (await texts(page)).at(-1), soon).toContain('Long ago');
  });

  it('a row opens by keys, with context, stack, and links to what hangs together', async ({
    open,
  }) => {
    const { page } = await open(at('?f=level.in.error&q=undefined'));
    await shows(page, 3);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/peek=/);
    await page.getByRole('region', { name: 'the stack' }).getByText('readLead').waitFor();
    await page.getByRole('list', { name: 'Context' }).getByText('leadId').waitFor();
    const hrefs = async (name: string): Promise<string | null> =>
      page.getByRole('link', { name, exact: true }).getAttribute('href');
    expect(await hrefs('Ada Lovelace')).toMatch(/^\/admin\/activity\?range=.*userId\.in\./);
    expect(await hrefs('Actions of this trace')).toContain(`f=traceId.in.${trace}`);
    await expectSound(page);
    await page.getByRole('link', { name: 'All of this error' }).click();
    await page.getByRole('heading', { level: 1, name: 'TypeError' }).waitFor();
  });

  it('errors come by kind, and each kind has its stack, days and occurrences', async ({ open }) => {
    const { page } = await open(at('?tab=errors'));
    await shows(page, 3);
    const row = rows(page).filter({ hasText: 'TypeError' });
    expect(await row.innerText()).toMatch(/GET \/leads\/:id\s[\s\S]*3/);
    await expectSound(page);
    await page.keyboard.press('j');
    await row.getByRole('link', { name: /^TypeError/ }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'TypeError' }).waitFor();
    expect(await page.getByRole('region', { name: 'the stack trace' }).innerText()).toContain(
      'at async list (/srv/app/leads.js:12:3)',
    );
    await page.getByText(/^3 occurrences/).waitFor();
    await shows(page, 3);
    await expectSound(page);
    await page.getByRole('link', { name: '3', exact: true }).click();
    await page.waitForURL(/\/admin\/logs\?range=90d&f=fingerprint/);
    await shows(page, 3);
  });

  it('what comes is counted, or enters the live tail by itself', async ({ open }) => {
    const { page } = await open(at('?f=source.in.job+live'));
    await page.getByText('No log in this range matches 1 filter.').waitFor();
    await page.getByText('Connecting').waitFor({ state: 'detached' });
    await sendBatch(server, [log('warning', 'Came first', { source: 'job live' })]);
    await page.getByRole('button', { name: '1 new', exact: true }).click(soon);
    await shows(page, 1);
    await page.keyboard.press('l');
    await page.waitForURL(/live=1/);
    await sendBatch(server, [log('error', 'Came then', { source: 'job live' })]);
    await page.getByText('Came then').first().waitFor(soon);
    expect((await texts(page))[0]).toContain('Came then');
    await visit(page, health);
    await cardRows(page).first().getByText('Came then').waitFor();
    await sendBatch(server, [log('warning', 'Came last', { source: 'job live' })]);
    await cardRows(page).first().getByText('Came last').waitFor(soon);
  });

  it('the error count of the dashboard leads to the errors that it counts', async ({ open }) => {
    const { page } = await open(at('', { path: '/admin/dashboard' }));
    const figure = page.getByRole('article', { name: 'Error count' });
    const count = Number(await figure.getByRole('link').innerText());
    expect(await figure.innerText()).toContain(`0 requests\n${count} logged`);
    await figure.getByRole('button', { name: 'What is Error count?' }).click();
    await page.getByRole('dialog').getByText(`${count} = 0 failed requests + `).waitFor();
    await page.getByRole('link', { name: `${count} error logs` }).click();
    await page.waitForURL(/\/admin\/logs\?range=now/);
    await shows(page, count);
    await visit(page, '/admin/dashboard');
    await figure.getByRole('link').click();
    await shows(page, count);
  });

  describe.each(screens)('on a $screen', ({ screen }) => {
    it('everything is sound', async ({ open }) => {
      const { page } = await open(at('', { screen }));
      await rows(page).first().waitFor();
      await expectSoundInBothThemes(page);
      await visit(page, '/admin/logs?tab=errors');
      await rows(page).first().waitFor();
      await expectSoundInBothThemes(page);
      await rows(page).filter({ hasText: 'TypeError' }).getByRole('link').first().click();
      await page.getByRole('region', { name: 'the stack trace' }).waitFor();
      await expectSoundInBothThemes(page);
      await visit(page, health);
      await cardRows(page).first().waitFor();
      await expectSoundInBothThemes(page);
    });
  });

  it('each part fails alone', async ({ open }) => {
    const { page, errors } = await open(at('', { path: '/admin/account' }));
    await page.route(/\/api\/v1\/(system-logs\/histogram|error-groups)/, (route) =>
      route.fulfill({ status: 500 }),
    );
    await visit(page, '/admin/logs');
    await page.getByRole('region', { name: 'Logs over time' }).getByRole('alert').waitFor();
    await rows(page).first().waitFor();
    await visit(page, '/admin/logs?tab=errors');
    await page.getByRole('alert').first().waitFor();
    await page.unrouteAll();
    await page.route(/\/api\/v1\/system-logs\?/, (route) => route.fulfill({ status: 500 }));
    await visit(page, health);
    await card(page).getByRole('alert').waitFor();
    await page.getByRole('region', { name: 'Endpoints' }).getByText('No endpoint').waitFor();
    errors.expect(/status of 500/);
  });
});
