import { describe, expect, it } from 'vitest';
import { autocannon } from './autocannon.ts';
import { ReportBody } from './report-body.ts';

const bodyOf = (json: unknown) => new ReportBody(Buffer.from(JSON.stringify(json)));
const result = (over: Record<string, unknown> = {}) => ({
  title: 'nightly',
  url: 'http://127.0.0.1:9910/leads?limit=5',
  connections: 5,
  duration: 10.04,
  start: '2026-11-21T06:51:23.905Z',
  finish: '2026-11-21T06:51:33.911Z',
  errors: 7,
  timeouts: 2,
  '4xx': 3,
  '5xx': 5,
  statusCodeStats: { 200: { count: '182' }, 404: { count: '3' }, 503: { count: 5 } },
  latency: { average: 20.27, p90: 30, p97_5: 34, p99: 35 },
  requests: { average: 20, total: 190, sent: 200 },
  ...over,
});

describe('the result of autocannon', () => {
  it('is recognised by what it measures', () => {
    expect(autocannon.recognises(bodyOf(result()))).toBe(true);
    expect(autocannon.recognises(bodyOf(result({ latency: undefined })))).toBe(false);
    expect(autocannon.recognises(bodyOf(result({ connections: 'many' })))).toBe(false);
  });

  it('tells p97.5 and says so', async () => {
    expect(await autocannon.read(bodyOf(result()))).toMatchObject({
      name: 'nightly',
      startedAt: new Date('2026-11-21T06:51:23.905Z'),
      durationMs: 10_040,
      virtualUsers: { count: 5, counted: 'concurrent' },
      requests: 197,
      failed: 15,
      averageMs: 20.27,
      tail: { percentile: 97.5, ms: 34 },
      routes: [{ endpoint: '/leads', requests: 197, failed: 15 }],
    });
  });

  it('counts what failed alike, whether numbers are numbers or texts', async () => {
    const { samples } = await autocannon.read(bodyOf(result()));
    expect(samples).toMatchObject([
      { statusCode: 404, occurrences: 3 },
      { statusCode: 503, occurrences: 5 },
      { error: 'timeout', occurrences: 2 },
      { error: 'connection error', occurrences: 5 },
    ]);
  });

  it('measured nothing when nothing was answered, instead of 0 ms', async () => {
    const refused = result({
      '4xx': 0,
      '5xx': 0,
      requests: { total: 0, sent: 9 },
      latency: { average: 0, p97_5: 0 },
    });
    expect(await autocannon.read(bodyOf(refused))).toMatchObject({
      requests: 7,
      failed: 7,
      averageMs: null,
      tail: null,
    });
  });
});
