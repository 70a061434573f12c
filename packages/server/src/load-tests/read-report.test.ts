import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Unreadable } from '../inbox/inbox.ts';
import { readReport } from './read-report.ts';
import { Report } from './report.ts';

const outcome = async (body: Buffer | string): Promise<Report | Unreadable> => {
  try {
    return await readReport(Buffer.from(body));
  } catch (error) {
    if (error instanceof Unreadable) return error;
    throw error;
  }
};

/** Why it was refused. */
const refusal = async (body: Buffer | string): Promise<string | undefined> => {
  const read = await outcome(body);
  return read instanceof Unreadable ? read.message : undefined;
};

const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom('7', 'N/A', '', null, 1e308, -1),
);
const value = fc.oneof(number, fc.string(), fc.jsonValue({ maxDepth: 2 }));
const anyOf = (...names: string[]) =>
  fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), value);
const k6Metric = fc.record(
  {
    values: anyOf('count', 'rate', 'avg', 'p(95)', 'p95', 'p(100)', 'passes', 'max'),
    thresholds: fc.dictionary(fc.string(), fc.oneof(fc.boolean(), fc.record({ ok: value }))),
  },
  { requiredKeys: [] },
);
const metricName = fc.oneof(
  fc.constantFrom('http_reqs', 'http_req_failed', 'http_req_duration', 'vus', 'iterations'),
  fc.string().map((tag) => `http_req_duration{name:${tag}}`),
);
/** Reports that are almost right: what a parser trips over if it trips. */
const almost = fc.oneof(
  fc.record({
    root_group: fc.constant({}),
    state: anyOf('testRunDurationMs'),
    metrics: fc.dictionary(metricName, fc.oneof(k6Metric, anyOf('count', 'rate', 'avg', 'max'))),
  }),
  fc.record({
    config: anyOf('duration', 'script'),
    metadata: anyOf('generatedAt'),
    results: fc.record({
      metrics: fc.array(
        fc.oneof(value, fc.record({ name: metricName, values: anyOf('count', 'rate') })),
      ),
    }),
  }),
  fc.record({
    aggregate: fc.record({
      counters: anyOf(
        'http.requests',
        'http.responses',
        'http.codes.500',
        'vusers.created',
        'errors.X',
      ),
      summaries: anyOf('http.response_time'),
      firstMetricAt: value,
      lastMetricAt: value,
    }),
  }),
  fc.record({
    connections: value,
    requests: anyOf('total', 'sent'),
    latency: anyOf('average', 'p97_5'),
    url: value,
    duration: value,
    start: value,
    errors: value,
    statusCodeStats: fc.dictionary(fc.constantFrom('200', '500', '99999'), anyOf('count')),
  }),
);
const point = fc
  .record({
    type: fc.constantFrom('Point', 'Metric', 'Other'),
    metric: fc.oneof(metricName, value),
    data: fc.oneof(
      value,
      fc.record({ time: value, value, tags: anyOf('name', 'status', 'method') }),
    ),
  })
  .map((line) => JSON.stringify(line));
const header = fc.constantFrom(
  'Type,Name,Request Count,Failure Count,95%',
  'Timestamp,User Count,Type,Name,95%,Total Request Count',
  'Method,Name,Error,Occurrences',
);
const row = fc
  .array(fc.oneof(fc.constant('Aggregated'), number.map(String), fc.string()))
  .map((fields) => fields.join(','));
const body = fc.oneof(
  almost.map((json) => JSON.stringify(json)),
  almost.map((report) =>
    JSON.stringify({ report, samples: [report, { url: 7, statusCode: 1e9 }] }),
  ),
  fc.array(point, { minLength: 1 }).map((lines) => lines.join('\n')),
  fc.tuple(header, fc.array(row)).map(([first, rows]) => [first, ...rows].join('\n')),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
);

describe('readReport', () => {
  it('reads anything, or says that it cannot, and never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const read = await outcome(sent);
        if (read instanceof Unreadable) expect(read.message).not.toBe('');
        else expect(Report.safeParse(read).success).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['<html></html>', '{"hello":1}', '[]', 'Summary report @ 06:51'])(
    'says what was looked for in %s, which is nothing known',
    async (sent) => {
      expect(await refusal(sent)).toMatch(/--out json.*Locust.*handleSummary.*autocannon/);
    },
  );

  it('says of an empty body that it is empty', async () => {
    expect(await refusal('  \n')).toContain('empty');
  });

  it('takes samples beside a report, scrubbed, the first few of a kind', async () => {
    const report = { connections: 1, requests: { total: 1 }, latency: { average: 1 }, url: '/x' };
    const sample = {
      method: 'POST',
      endpoint: '/login',
      statusCode: 500,
      url: 'https://shop.test/login?token=abcdefgh',
      responseBody: '{"password":"hunter2hunter2"}',
      durationMs: 12.5,
    };
    const samples = [...Array.from({ length: 5 }, () => sample), { ...sample, statusCode: 502 }];
    const read = await readReport(Buffer.from(JSON.stringify({ report, samples })));
    expect(read.tool).toBe('autocannon');
    expect(read.samples.map(({ statusCode }) => statusCode)).toEqual([500, 500, 500, 502]);
    expect(read.samples[0]).toMatchObject({
      url: 'https://shop.test/login?token=[scrubbed]',
      responseBody: '{"password":"[scrubbed]"}',
      durationMs: 12.5,
    });
    const unknown = JSON.stringify({ report: { a: 1 }, samples: [] });
    expect(await refusal(unknown)).toContain('under "report"');
  });

  it('refuses figures that cannot be', async () => {
    const report = { connections: 1, requests: { total: -5 }, latency: { average: -1 }, url: '/x' };
    expect(await refusal(JSON.stringify(report))).toContain('what cannot be');
  });
});

/**
 * Reports that others collected. They are no part of the repository: where the folder is absent this
 * suite is passed over, and says so.
 */
const fixtures = path.resolve(import.meta.dirname, '../../../../../shared/fixtures');
const isHere = existsSync(fixtures);
const about = isHere ? 'the collected reports' : 'the collected reports (not on this machine)';
const expected: Readonly<Record<string, Partial<Report> | RegExp>> = {
  'k6/handleSummary.k6-html-reporter.failed-thresholds.json': { tool: 'k6', failed: null },
  'k6/handleSummary.k6-reporter.simple.json': { requests: 878, failed: 349 },
  'k6/summary-export.kafka-messages.json': { tool: 'k6', requests: null },
  'artillery/captured-2.0.21.report.json': { requests: 673, failed: 121 },
  'artillery/captured-2.0.21.stdout-summary.txt': /No tool that is known writes this/,
  'autocannon/captured-9.0.0.amount-200.json': { requests: 200, failed: 0 },
  'autocannon/captured-9.0.0.connection-refused.json': { failed: 49_036, averageMs: null },
  'autocannon/example-result.autocannon-repo.json': { requests: 500, name: 'example result' },
  'locust/bitcoin-api.results_exceptions.csv': /no row "Aggregated"/,
  'locust/bitcoin-api.results_failures.csv': /no row "Aggregated"/,
  'locust/bitcoin-api.results_stats_history.csv': { requests: 2_050, failed: 1_496 },
  'locust/load-testing-hub.locust-normalised.json': /No tool that is known writes this/,
};

describe.skipIf(!isHere)(about, () => {
  it('are all looked at', () => {
    const present = ['k6', 'artillery', 'autocannon', 'locust'].flatMap((tool) =>
      readdirSync(path.join(fixtures, tool)).map((file) => `${tool}/${file}`),
    );
    expect(present.toSorted()).toEqual(Object.keys(expected).toSorted());
  });

  it.each(Object.entries(expected))('%s is taken or refused rightly', async (file, wanted) => {
    const sent = readFileSync(path.join(fixtures, file));
    if (wanted instanceof RegExp) expect(await refusal(sent)).toMatch(wanted);
    else expect(await outcome(sent)).toMatchObject(wanted);
  });
});
