import { expect, it } from 'vitest';
import { coarseStep, figureOfName, requestsAMinute, toRequestLines } from './request-lines.ts';

const moment = (requests: number, errors: number) => ({
  at: '2026-11-21T10:00:00.000Z',
  requests,
  errors,
  errorRate: requests === 0 ? null : errors / requests,
  p50Ms: requests === 0 ? null : 10,
  p95Ms: requests === 0 ? null : 20,
  p99Ms: requests === 0 ? null : 30,
});
const series = [moment(10, 1), moment(0, 0)];

it('draws nothing where there was no request: no rate, not a rate of zero', () => {
  const valuesOf = (figure: Parameters<typeof toRequestLines>[1]) =>
    toRequestLines(series, figure).map(({ id, values }) => [id, values]);
  expect(valuesOf('errors')).toEqual([['errorRate', [0.1, null]]]);
  expect(valuesOf('latency')).toEqual([
    ['p50Ms', [10, null]],
    ['p95Ms', [20, null]],
    ['p99Ms', [30, null]],
  ]);
  expect(valuesOf('requests')).toEqual([
    ['requests', [10, 0]],
    ['errors', [1, 0]],
  ]);
});

it('tells how many requests came a minute, of parts of any length', () => {
  const range = { from: '2026-11-21T10:00:00Z', to: '2026-11-21T10:30:00Z' };
  expect(requestsAMinute({ requests: 90, range })).toBe(3);
  expect(requestsAMinute({ requests: 0, range: { from: range.from, to: range.from } })).toBeNull();
});

it('says where hours or days stand for minutes', () => {
  const during = {
    ...moment(1, 0),
    range: { from: '2026-10-01T10:00:00Z', to: '2026-10-01T11:00:00Z' },
  };
  const began = '2026-10-01T10:20:13Z';
  expect(coarseStep({ during, stepSeconds: 3_600 }, began)).toBe('hours');
  expect(coarseStep({ during, stepSeconds: 86_400 }, began)).toBe('days');
  expect(coarseStep({ during, stepSeconds: 60 }, '2026-10-01T10:00:13Z')).toBeUndefined();
});

it.each([
  ['SlowRequests', 'latency'],
  ['HTTP p95 above a second', 'latency'],
  ['ApiLatencyHigh', 'latency'],
  ['LowTraffic', 'requests'],
  ['RequestRateDropped', 'requests'],
  ['HighErrorRate', 'errors'],
  ['TypeError: x is undefined', 'errors'],
] as const)('takes %s for one about %s', (name, figure) => {
  expect(figureOfName(name)).toBe(figure);
});
