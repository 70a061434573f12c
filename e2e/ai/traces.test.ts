import type { IngestRecord } from '@taffrail/contract';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it } from '../harness/browser-test.ts';
import { expectSound } from '../harness/looks.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';
import { visit } from '../harness/within-console.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const startNs = BigInt(Date.now() - 60_000) * 1_000_000n;

interface Span {
  readonly id: number;
  readonly parent?: number;
  readonly name: string;
  readonly afterMs: number;
  readonly lastsMs: number;
  readonly fails?: boolean;
}

const spanId = (id: number): string => id.toString(16).padStart(16, '0');

/** As an OpenTelemetry exporter sends them. */
const sendSpans = async (server: RunningConsole, spans: readonly Span[]): Promise<void> => {
  const ns = (ms: number): string => String(startNs + BigInt(Math.round(ms * 1_000)) * 1_000n);
  const answer = await fetch(`${server.url}/v1/traces`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server.ingestKey}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
          scopeSpans: [
            {
              scope: { name: 'test' },
              spans: spans.map((span) => ({
                traceId,
                spanId: spanId(span.id),
                ...(span.parent !== undefined && { parentSpanId: spanId(span.parent) }),
                name: span.name,
                kind: 1,
                startTimeUnixNano: ns(span.afterMs),
                endTimeUnixNano: ns(span.afterMs + span.lastsMs),
                attributes: [{ key: 'db.statement', value: { stringValue: 'select 1' } }],
                status: span.fails ? { code: 2, message: 'It broke' } : {},
              })),
            },
          ],
        },
      ],
    }),
  });
  expect(answer.status).toBe(200);
};

const at = (afterMs: number): { createdAt: string } => ({
  createdAt: new Date(Number(startNs / 1_000_000n) + afterMs).toISOString(),
});

const records: IngestRecord[] = [
  { kind: 'organization', id: 'acme', name: 'Acme' },
  {
    kind: 'log',
    level: 'error',
    source: 'POST /leads',
    message: 'The catalogue is away',
    traceId,
    ...at(120),
  },
  {
    kind: 'activity',
    organizationId: 'acme',
    action: 'lead.created',
    traceId,
    ...at(380),
  },
];

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
  await sendBatch(server, records);
  await sendSpans(server, [
    { id: 1, name: 'POST /leads', afterMs: 0, lastsMs: 400 },
    { id: 2, parent: 1, name: 'ask the catalogue', afterMs: 10, lastsMs: 100, fails: true },
    { id: 3, parent: 2, name: 'early bird', afterMs: 4, lastsMs: 20 },
    { id: 4, parent: 99, name: 'left alone', afterMs: 200, lastsMs: 10 },
    ...Array.from({ length: 300 }, (_, index) => ({
      id: 1_000 + index,
      parent: 1,
      name: `query ${index}`,
      afterMs: 210 + index / 3,
      lastsMs: 0.2,
    })),
  ]);
});
afterAll(() => server.stop());

const path = `/admin/traces/${traceId}`;
const tree = (page: Page): Locator => page.getByRole('treegrid');
const row = (page: Page, name: string | RegExp): Locator => page.getByRole('row', { name });

describe('a trace', () => {
  it('is found by its id, and drawn, walked and opened by keys', async ({ open }) => {
    const { page } = await open({ path: '/admin/dashboard', console: server });
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByLabel('Search pages, actions and ids').fill(traceId);
    await page.getByRole('option', { name: 'Trace: all that belongs to it' }).click();
    await page.waitForURL(new RegExp(traceId));
    await page.getByRole('heading', { name: 'POST /leads', level: 1 }).waitFor();
    await page.getByText('306 parts in 400 ms').waitFor();
    expect(await row(page, /before what it is a part of/).count()).toBe(1);
    expect(await row(page, /ask the catalogue.*on the critical path/).count()).toBe(1);
    // Only the rows in view are there.
    expect(await page.getByRole('row').count()).toBeLessThan(80);
    await expectSound(page);

    await tree(page).focus();
    await page.keyboard.press('n');
    await page.keyboard.press('Enter');
    await page.waitForURL(/peek=span/);
    await page.getByRole('heading', { name: 'ask the catalogue' }).waitFor();
    const peek = new URL(page.url()).searchParams.get('peek') ?? '';
    await page.getByText('select 1').waitFor();
    await page.getByText('It broke').waitFor();
    await expectSound(page);
    await tree(page).focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.url()).not.toContain('peek');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => row(page, /query 0/).count()).toBe(0);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('End');
    await row(page, /lead\.created/).waitFor();
    await row(page, /left alone \(parent missing\)/).waitFor();

    await page.keyboard.press('Control+k');
    await page.getByLabel('Search pages, actions and ids').fill(peek.replace('span:', ''));
    await page.getByRole('option', { name: 'Span: ask the catalogue' }).click();
    await page.getByRole('heading', { name: 'ask the catalogue' }).waitFor();
  });

  it('is filtered by layer, failure and text, on a phone in the dark', async ({ open }) => {
    const { page } = await open({ path, console: server, theme: 'dark', screen: 'phone' });
    await page.getByRole('button', { name: 'Failed only' }).click();
    await page.waitForURL(/errors=1/);
    await expect.poll(() => page.getByRole('row').count()).toBe(4);
    await page.getByRole('button', { name: /^Spans/ }).click();
    await page.waitForURL(/f=layer/);
    await row(page, /The catalogue is away/).waitFor();
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await page.getByRole('button', { name: 'Show as a table' }).click();
    await page.getByRole('table', { name: 'Parts of the trace by their beginning' }).waitFor();
    await expectSound(page);
    await page.getByRole('searchbox', { name: 'Search the trace' }).fill('nothing like it');
    await page.getByText('No part of this trace matches.').waitFor();
  });

  it('is led to from a log, and says when there is nothing', async ({ open }) => {
    const { page } = await open({ path: '/admin/logs', console: server });
    await page.getByText('The catalogue is away').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'The whole trace' }).click();
    await page.waitForURL(/\/admin\/traces\/.*peek=log/);
    await page.getByRole('heading', { name: 'The catalogue is away' }).waitFor();
    await visit(page, '/admin/traces/nothing');
    await page.getByText('Nothing is known of this trace').waitFor();
    await expectSound(page);
  });
});
