import type { ListedAiJob, Providers, WhatIf } from '@taffrail/contract';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { formatCount, formatLatency, formatUsd } from '../../packages/web/src/lib/format.ts';
import { browserTest as it } from '../harness/browser-test.ts';
import { expectSound } from '../harness/looks.ts';
import { joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { visit } from '../harness/within-console.ts';
import { sendProvidersWorld, traceId } from './providers-world.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
});
afterAll(() => server.stop());

const panel = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true });
const settled = async (page: Page): Promise<void> => {
  await page.locator('[data-row-id]').first().waitFor();
  await page.waitForFunction(
    () => !document.querySelector('main section[aria-busy=true], main .animate-skeleton'),
  );
};

/** What the API says to a program. */
const ask = async <T>(what: string): Promise<T> => {
  const answer = await fetch(`${server.url}/api/v1/${what}`, {
    headers: { authorization: `Bearer ${server.apiKey}` },
  });
  return (await answer.json()) as T;
};

describe('before the first job', () => {
  it('says how it comes, and what the rest of the console may not see', async ({ open }) => {
    const { page } = await open({ path: '/admin/providers', console: server });
    await page.getByText('No AI job has been reported yet.').waitFor();
    await expectSound(page);
    const support = await joinAs(server, 'support', 'Sue Port');
    const { page: other } = await open({ path: '/admin/providers', console: server, as: support });
    await other.getByText('see AI jobs and what they cost').waitFor();
    expect(await other.getByRole('link', { name: 'AI providers' }).count()).toBe(0);
  });
});

describe('with jobs of three providers', () => {
  beforeAll(() => sendProvidersWorld(server));

  it('compares those with enough jobs, and says who is best in words', async ({ open }) => {
    const { page } = await open({ path: '/admin/providers', console: server });
    await settled(page);
    const shown = await ask<Providers>('providers');
    const [openai] = shown.items;
    const comparison = panel(page, 'Comparison');
    const row = (name: string): Locator =>
      comparison.getByRole('row', { name: new RegExp(`^(Select ${name} )?(Details of )?${name}`) });
    const cells = async (name: string): Promise<string[]> =>
      (await row(name).getByRole('cell').allInnerTexts()).map((text) => text.trim());

    expect((await cells('openai')).join(' | ')).toContain(
      formatUsd(openai?.figures.costPer1000Jobs ?? Number.NaN),
    );
    const ofOpenai = (await cells('openai')).join(' | ');
    expect(ofOpenai).toContain(formatLatency(openai?.figures.p95Ms ?? Number.NaN));
    // The cheaper one, the quicker one; errors are the quick one's.
    expect(ofOpenai.match(/best/g)).toHaveLength(3);
    const ofAnthropic = (await cells('anthropic')).join(' | ');
    expect(ofAnthropic.match(/best/g)).toHaveLength(3);
    expect(ofAnthropic).toContain('n = 45');
    expect((await cells('homegrown')).join(' | ')).not.toContain('best');
    await comparison.getByText('4 jobs: too few to compare').waitFor();
    await comparison.getByText('They were used for different routes').waitFor();

    // Why they failed, with a way to just those jobs.
    await row('anthropic').getByRole('button').click();
    await comparison.getByRole('term').getByText('rate_limit_exceeded').waitFor();
    await comparison.getByRole('link', { name: '5 failed jobs' }).click();
    await page.waitForURL(/usage\/jobs\?.*errorType\.in\.rate_limit_exceeded/);
    await page.getByRole('heading', { name: 'AI jobs', level: 1 }).waitFor();
    await settled(page);
    expect(await page.locator('[data-row-id]').count()).toBe(5);
    await page.goBack();
    await settled(page);

    // Side by side: of three, one with too few jobs; the address has which, and the file.
    await row('openai').getByRole('checkbox').check();
    await row('anthropic').getByRole('checkbox').check();
    await row('homegrown').getByRole('checkbox').check();
    await page.waitForURL(/vs=openai&vs=anthropic&vs=homegrown/);
    const beside = panel(page, 'Side by side');
    const errors = beside.getByRole('row', { name: /^Errors/ });
    expect(await errors.getByRole('cell').allInnerTexts()).toEqual([
      expect.stringMatching(/best[^]*n = 60/),
      expect.stringMatching(/n = 45$/),
      expect.stringMatching(/n = 4, not compared below 30/),
    ]);
    await expectSound(page);
    await beside.getByRole('button', { name: 'Take homegrown out' }).click();
    const download = page.waitForEvent('download');
    await beside.getByRole('link', { name: 'CSV of these' }).click();
    const file = await (await download).path();
    expect((await readFile(file, 'utf8')).trim().split('\r\n')).toHaveLength(3);

    // One route: like with like.
    await page.getByRole('radio', { name: 'Models' }).check();
    await page.waitForURL(/group=model/);
    await comparison.getByText('claude-test').first().waitFor();
    await page.getByRole('radio', { name: 'Routes' }).check();
    await comparison.getByRole('link', { name: 'POST /discoveries' }).click();
    await page.waitForURL(/f=route\.in\.POST/);
    await comparison.getByText('They were used').waitFor({ state: 'detached' });
  });

  it('draws each day, with a cursor and a table, and prices it elsewhere', async ({ open }) => {
    const { page } = await open({ path: '/admin/providers', console: server });
    await settled(page);
    const latency = panel(page, 'Latency, p95');
    await latency.getByRole('slider').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await latency.getByRole('slider').getAttribute('aria-valuetext')).toContain('openai');
    await latency.getByRole('button', { name: 'Show as a table' }).click();
    expect(await latency.getByRole('table').getByRole('row').count()).toBe(8);

    const whatIf = panel(page, 'What if');
    const to = whatIf.getByLabel('All of it to');
    await to.fill('gpt-4.1');
    await whatIf.getByRole('button', { name: 'Compute' }).click();
    await whatIf.getByRole('alert').waitFor();
    await to.fill('openai/gpt-4.1-mini');
    await whatIf.getByRole('button', { name: 'Compute' }).click();
    await page.waitForURL(/to=openai/);
    const answer = await ask<WhatIf>('providers/what-if?toProvider=openai&toModel=gpt-4.1-mini');
    await whatIf.getByText(formatUsd(Number(answer.elsewhere?.costUsd)), { exact: true }).waitFor();
    await whatIf.getByText('4 jobs did cost is not known').waitFor();
    await expectSound(page);

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    const file = await (await download).path();
    expect((await readFile(file, 'utf8')).trim().split('\r\n')).toHaveLength(4);
  });

  it('fits a phone in the dark', async ({ open }) => {
    const { page } = await open({
      path: '/admin/providers',
      console: server,
      theme: 'dark',
      screen: 'phone',
    });
    await settled(page);
    await expectSound(page);
  });

  it('shows any days, as they are written or stepped to', async ({ open }) => {
    const { page } = await open({ path: '/admin/providers', console: server });
    await settled(page);
    await page.keyboard.press('t');
    await page.getByLabel('From', { exact: true }).fill('now-200d/d');
    await page.getByLabel('To', { exact: true }).fill('now');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('These are more than 184 days.').waitFor();
    await page.getByLabel('From', { exact: true }).fill('now-1d/d');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.waitForURL(/range=now-1d/);
    await settled(page);
    const written = await ask<Providers>('providers?range=7d');
    await page.keyboard.press(',');
    await page.waitForURL(/range=\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}/);
    const [, to] = new URL(page.url()).searchParams.get('range')?.split('..') ?? [];
    expect(to).toBe(written.days.at(-3)?.day);
    await expectSound(page);
  });

  it('lists the jobs, and shows how the cost of one came about', async ({ open }) => {
    const { page } = await open({
      path: '/admin/usage/jobs?f=provider.in.openai&rows=25',
      console: server,
    });
    await settled(page);
    expect(await page.locator('[data-row-id]').count()).toBe(25);
    await expectSound(page);
    await page.getByRole('button', { name: 'Older' }).click();
    await page.waitForURL(/after=/);
    await page.getByRole('button', { name: 'Newer' }).click();
    await page.waitForURL((url) => !url.searchParams.has('after'));

    const { items } = await ask<{ items: ListedAiJob[] }>(`ai-jobs?traceId=${traceId}`);
    const [job] = items;
    await visit(page, `/admin/usage/jobs/${job?.id}`);
    const cost = panel(page, 'Cost');
    await cost.getByText(`$${job?.costUsd}`).first().waitFor();
    expect(await cost.getByRole('rowheader').allInnerTexts()).toEqual([
      'Input',
      'Input read from a cache',
      'Output',
      'Together, to eight decimals',
    ]);
    await cost.getByRole('cell', { name: formatCount(800), exact: true }).waitFor();
    await panel(page, 'Attributes').getByText('vendor.seed').waitFor();
    await expectSound(page);
    await panel(page, 'The call').getByRole('link', { name: 'Acme' }).click();
    await page.waitForURL(/f=organizationId\.in\./);
    await settled(page);
  });

  it('shows jobs on a phone in the dark, and that a panel could not load', async ({ open }) => {
    const { page, errors } = await open({
      path: '/admin/usage/jobs',
      console: server,
      theme: 'dark',
      screen: 'phone',
    });
    await settled(page);
    await expectSound(page);
    await page.route('**/api/v1/ai-jobs?*', (route) =>
      route.fulfill({
        status: 500,
        json: {
          error: {
            code: 'internal_error',
            message: 'Something failed on our side.',
            requestId: '0192f000-0000-7000-8000-00000000c01a',
          },
        },
      }),
    );
    await visit(page, '/admin/usage/jobs?f=status.in.failed');
    await page.getByText('Could not load the AI jobs').waitFor();
    await expectSound(page);
    errors.expect(/status of 500/);
  });
});
