import { describe, expect, it } from 'vitest';
import { k6Points } from './k6-points.ts';
import { ReportBody } from './report-body.ts';

const point = (metric: string, value: number, tags: Record<string, string> = {}, second = 0) =>
  JSON.stringify({
    type: 'Point',
    metric,
    data: { time: `2026-11-20T03:00:0${second}.625742514+02:00`, value, tags },
  });
const metric = (name: string) =>
  JSON.stringify({
    type: 'Metric',
    metric: name,
    data: { type: 'trend', thresholds: ['p(95)<5'] },
  });
const bodyOf = (...lines: string[]) => new ReportBody(Buffer.from(lines.join('\n')));

const request = (name: string, ms: number, status: number, second = 0): string[] => {
  const failed = status >= 400 || status === 0;
  const tags = {
    name,
    method: 'GET',
    status: String(status),
    url: `https://shop.test${name}`,
    expected_response: String(!failed),
    ...(status === 0 && { error: 'dial: connection refused' }),
  };
  return [
    point('http_reqs', 1, tags, second),
    point('http_req_duration', ms, tags, second),
    point('http_req_failed', failed ? 1 : 0, tags, second),
  ];
};

describe('the lines of k6', () => {
  it('are recognised by the first of them', () => {
    expect(k6Points.recognises(bodyOf(metric('vus'), point('vus', 1)))).toBe(true);
    expect(k6Points.recognises(bodyOf('{"type":"Other","metric":"vus"}'))).toBe(false);
    expect(k6Points.recognises(bodyOf('{"type":"Point"}'))).toBe(false);
  });

  it('add up to the run', async () => {
    const report = await k6Points.read(
      bodyOf(
        metric('http_req_duration'),
        point('vus', 5, {}, 1),
        ...Array.from({ length: 98 }, () => request('/leads', 10, 200, 2)).flat(),
        ...request('/leads', 500, 503, 3),
        ...request('/jobs', 0, 0, 7),
        '',
      ),
    );
    expect(report).toMatchObject({
      startedAt: new Date('2026-11-20T01:00:01.625Z'),
      durationMs: 6_000,
      virtualUsers: { count: 5, counted: 'concurrent' },
      requests: 100,
      failed: 2,
      averageMs: (98 * 10 + 500) / 100,
      // Conditions without a result are no thresholds.
      thresholds: [],
    });
    expect(report.tail?.ms).toBeCloseTo(10, 0);
    expect(report.routes).toMatchObject([
      { method: 'GET', endpoint: '/leads', requests: 99, failed: 1 },
      { method: 'GET', endpoint: '/jobs', requests: 1, failed: 1 },
    ]);
  });

  it('keep the first of what failed alike, and how many there were', async () => {
    const failed = Array.from({ length: 7 }, (_, i) => request('/leads', i, 500)).flat();
    const { samples } = await k6Points.read(bodyOf(...failed, ...request('/jobs', 3, 0)));
    expect(samples.map(({ durationMs, occurrences }) => [durationMs, occurrences])).toEqual([
      [0, 7],
      [1, 7],
      [2, 7],
      [3, 1],
    ]);
    expect(samples.at(-1)).toMatchObject({
      statusCode: null,
      error: 'dial: connection refused',
      url: 'https://shop.test/jobs',
    });
  });

  it('keep what was answered where the test tells it', async () => {
    const answered = { name: '/leads', method: 'GET', status: '500', url: '/leads?a=1' };
    const { samples, requests } = await k6Points.read(
      bodyOf(
        ...request('/leads', 1, 500),
        ...request('/leads', 2, 500),
        point('taffrail_failed_response', 9.5, { ...answered, body: '{"error":"gone"}' }),
      ),
    );
    expect(requests).toBe(2);
    expect(samples).toMatchObject([
      { responseBody: '{"error":"gone"}', url: '/leads?a=1', durationMs: 9.5, occurrences: 2 },
      { responseBody: null, durationMs: 1, occurrences: 2 },
      { responseBody: null, durationMs: 2, occurrences: 2 },
    ]);
  });

  it('hold as many routes as are bounded, the rest together', async () => {
    const many = Array.from({ length: 1_100 }, (_, i) => request(`/leads/${i}`, 1, 200)).flat();
    const { routes, requests } = await k6Points.read(bodyOf(...many));
    expect(requests).toBe(1_100);
    expect(routes).toHaveLength(1_001);
    expect(routes.at(-1)).toMatchObject({ endpoint: '(other)', requests: 100 });
  });

  it.each([
    ['a line that is cut off', [metric('vus'), '{"type":"Poi'], 'Line 2'],
    ['no measurement', [metric('vus')], 'no measurement'],
  ])('are unreadable with %s', async (_, lines, reason) => {
    await expect(async () => k6Points.read(bodyOf(...lines))).rejects.toThrow(reason);
  });
});
