import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it } from '../harness/browser-test.ts';
import { expectSound, looks } from '../harness/looks.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
});
afterAll(() => server.stop());

const path = '/admin/operations/health';
const panel = (page: Page): Locator =>
  page.getByRole('region', { name: 'Recent system health logs' });
const rows = (page: Page): Locator => panel(page).locator('tbody tr');
const log = (level: string, message: string, source: string) => ({
  kind: 'log' as const,
  level: level as 'error' | 'warning' | 'info',
  message,
  source,
});

it('says how logs are sent before any has come', async ({ open }) => {
  const { page } = await open({ path, console: server });
  await panel(page).getByText('The product logged nothing in the last 90 days.').waitFor();
  await panel(page).getByText('taffrail.log()').waitFor();
  await expectSound(page);
});

describe('with logs', () => {
  beforeAll(async () => {
    for (const record of [
      log('info', 'Sixth from the end', 'main'),
      log('info', 'Started with 4 workers', 'main'),
      log('warning', 'Retrying in 30 s, the mailbox is full', 'job send-digest'),
      log('error', `Cannot read ${'properties of a very long name '.repeat(12)}`, 'GET /leads/:id'),
      log('info', 'Digest sent to 214 people', 'job send-digest'),
      log('error', 'Payment provider refused: token=hunter2hunter2', 'POST /billing/charge'),
    ])
      await sendBatch(server, [record]);
  });

  it('shows the last five, newest first, without their secrets', async ({ open }) => {
    const { page } = await open({ path, console: server });
    await rows(page).first().waitFor();
    const texts = await rows(page).allInnerTexts();
    expect(texts).toHaveLength(5);
    expect(texts[0]).toMatch(/^Error\s+Payment provider refused: token=\[scrubbed\]/);
    expect(texts[0]).toContain('POST /billing/charge');
    expect(texts[4]).toMatch(/^Info\s+Started with 4 workers/);
  });

  it('takes in what comes while one looks', async ({ open }) => {
    const { page } = await open({ path, console: server });
    await rows(page).first().waitFor();
    await sendBatch(server, [log('warning', 'Came just now', 'job live')]);
    await rows(page).first().getByText('Came just now').waitFor();
    expect(await rows(page).count()).toBe(5);
  });

  it.for(looks)('is sound in $theme on a $screen', async (look, { open }) => {
    const { page } = await open({ path, console: server, ...look });
    await rows(page).first().waitFor();
    await expectSound(page);
  });

  it('fails alone', async ({ open }) => {
    const { page, errors } = await open({ path: '/admin/account', console: server });
    await page.route(/\/api\/v1\/system-logs/, (route) => route.fulfill({ status: 500 }));
    await page.goto(path);
    await panel(page).getByRole('alert').waitFor();
    await page.getByRole('region', { name: 'Endpoints' }).getByText('No endpoint').waitFor();
    errors.expect(/status of 500/);
  });
});
