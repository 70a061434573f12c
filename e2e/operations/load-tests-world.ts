import type { LoadTestRun } from '@taffrail/contract';
import type { ConsoleAccess } from '../harness/product.ts';

/** What the pages of load tests are tested with: two tests, their runs a week apart. */
const weekMs = 7 * 86_400_000;

const route = (name: string, method: string, count: number, p95: number) => ({
  [`http_req_duration{method:${method},name:${name}}`]: { values: { avg: p95 / 2, 'p(95)': p95 } },
  [`http_reqs{method:${method},name:${name}}`]: { values: { count } },
});

const summary = (p95: number, failed: number) => ({
  root_group: { groups: [], checks: [] },
  state: { testRunDurationMs: 300_000 },
  metrics: {
    http_reqs: { values: { count: 12_000, rate: 40 } },
    http_req_failed: {
      values: { rate: failed / 12_000, passes: failed, fails: 12_000 - failed },
      thresholds: { 'rate<0.01': { ok: failed < 120 } },
    },
    http_req_duration: {
      values: { avg: p95 / 2.2, 'p(95)': p95 },
      thresholds: { 'p(95)<400': { ok: p95 < 400 } },
    },
    vus: { values: { max: 50 } },
    ...route('/leads', 'GET', 8_000, p95 * 0.8),
    ...route('/discoveries', 'POST', 4_000, p95 * 1.6),
  },
});

const samples = [
  ...Array.from({ length: 3 }, (_, index) => ({
    method: 'POST',
    endpoint: '/discoveries',
    statusCode: 503,
    url: `https://shop.test/discoveries?page=${index}&token=hunter2hunter2`,
    responseBody: '{"error":{"code":"unavailable","message":"The pool of connections is full."}}',
    durationMs: 2_140.5 + index,
    occurrences: 312,
  })),
  {
    method: 'GET',
    endpoint: '/leads',
    statusCode: 500,
    url: 'https://shop.test/leads',
    responseBody: `<script>document.title = 'taken'</script>${'x'.repeat(6_000)}`,
    durationMs: 88,
    occurrences: 4,
  },
];

const send = async (
  console: ConsoleAccess,
  query: Record<string, string>,
  body: unknown,
): Promise<void> => {
  const search = new URLSearchParams(query).toString();
  const answer = await fetch(`${console.url}/ingest/load-tests/${console.ingestKey}?${search}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The report was answered with ${answer.status}.`);
};

/** A run of twenty seconds, as k6 tells it line by line, with errors in the midst of it. */
export const sendLines = async (console: ConsoleAccess, plan: string): Promise<void> => {
  const start = Date.now() - 4 * weekMs;
  const lines = Array.from({ length: 20 }, (_, second) => {
    const line = (metric: string, value: number, ms = 0): string =>
      JSON.stringify({
        type: 'Point',
        metric,
        data: { time: new Date(start + second * 1_000 + ms).toISOString(), value },
      });
    const hasFailed = second > 8 && second < 12;
    return [
      line('vus', Math.min(50, 5 * second)),
      ...Array.from({ length: 4 + second }, (__, ms) => [
        line('http_reqs', 1, ms),
        line('http_req_duration', hasFailed ? 900 : 80 + second, ms),
        line('http_req_failed', hasFailed ? 1 : 0, ms),
      ]).flat(),
    ];
  });
  const url = `${console.url}/ingest/load-tests/${console.ingestKey}?plan=${plan}`;
  const answer = await fetch(url, { method: 'POST', body: lines.flat().join('\n') });
  if (!answer.ok) throw new Error(`The lines were answered with ${answer.status}.`);
};

/** Newest first, as the API has them. */
export const listRuns = async (console: ConsoleAccess, limit = 200): Promise<LoadTestRun[]> => {
  const answer = await fetch(`${console.url}/api/v1/load-test-runs?limit=${limit}`, {
    headers: { authorization: `Bearer ${console.apiKey}` },
  });
  return ((await answer.json()) as { items: LoadTestRun[] }).items;
};

/** One more, as a tool would report it now. */
export const sendRun = (console: ConsoleAccess, plan: string, p95 = 240): Promise<void> =>
  send(console, { plan }, summary(p95, 12));

const weeksAgo = (weeks: number): string => new Date(Date.now() - weeks * weekMs).toISOString();

/** Twenty-three runs of `checkout`, of which the latest failed, and two of `search`. */
export const sendLoadTests = async (console: ConsoleAccess): Promise<void> => {
  for (let week = 22; week >= 1; week -= 1)
    await send(
      console,
      { plan: 'checkout', run: `week ${week}`, started_at: weeksAgo(week) },
      summary(200 + 4 * (22 - week), week === 9 ? 240 : 12),
    );
  await send(
    console,
    { plan: 'search', run: '1', started_at: weeksAgo(3), exit_code: '105' },
    summary(120, 0),
  );
  await send(
    console,
    { plan: 'search', run: '2', started_at: weeksAgo(2) },
    {
      url: 'http://127.0.0.1/search',
      connections: 5,
      requests: { total: 90 },
      latency: { average: 9, p97_5: 21 },
      errors: 0,
    },
  );
  await send(
    console,
    { plan: 'checkout', run: 'latest', started_at: weeksAgo(0.1) },
    { report: summary(640, 316), samples },
  );
  while ((await listRuns(console)).length < 25) await new Promise((done) => setTimeout(done, 100));
};
