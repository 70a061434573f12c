import { describe, expect, it } from 'vitest';
import { EndpointSort, sortEndpoints, type EndpointFigures } from './sort-endpoints.ts';

const figures = (endpoint: string, more: Partial<EndpointFigures> = {}): EndpointFigures => ({
  endpoint,
  method: 'GET',
  statusClass: null,
  requests: 10,
  errors: 0,
  errorRate: 0,
  p50Ms: 1,
  p95Ms: 2,
  p99Ms: 3,
  compared: null,
  previous: null,
  ...more,
});

const endpoints = [
  figures('/b', { requests: 30, errors: 1, p95Ms: 50 }),
  figures('/a', { requests: 20, errors: 5, p95Ms: 80 }),
  figures('/c', { requests: 40, p95Ms: null }),
  figures('/a', { method: 'POST', errors: 1, p95Ms: 5 }),
];

const sorted = (sort: EndpointSort): string[] =>
  sortEndpoints(endpoints, sort).map(({ method, endpoint }) => `${method} ${endpoint}`);

describe('sortEndpoints', () => {
  it.each<[EndpointSort, string[]]>([
    ['-requests', ['GET /c', 'GET /b', 'GET /a', 'POST /a']],
    ['requests', ['POST /a', 'GET /a', 'GET /b', 'GET /c']],
    ['-errors', ['GET /a', 'GET /b', 'POST /a', 'GET /c']],
    ['endpoint', ['GET /a', 'POST /a', 'GET /b', 'GET /c']],
    ['-p95Ms', ['GET /a', 'GET /b', 'POST /a', 'GET /c']],
    ['p95Ms', ['POST /a', 'GET /b', 'GET /a', 'GET /c']],
  ])('by %s', (sort, expected) => {
    expect(sorted(sort)).toEqual(expected);
  });
});

describe('EndpointSort', () => {
  it('knows no other order', () => {
    expect(EndpointSort.safeParse('-statusCode').success).toBe(false);
  });
});
