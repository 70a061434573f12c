import { describe, expect, it } from 'vitest';
import { csvFileName, toEndpointsCsv } from './endpoints-csv.ts';
import type { EndpointFigures } from './sort-endpoints.ts';

const figures: EndpointFigures = {
  endpoint: '/leads/:id',
  method: 'GET',
  statusClass: null,
  requests: 3,
  errors: 1,
  errorRate: 1 / 3,
  p50Ms: 4.5,
  p95Ms: 12,
  p99Ms: null,
  compared: { requests: 3, errors: 1, errorRate: 1 / 3, p50Ms: 4.5, p95Ms: 12, p99Ms: null },
  previous: { requests: 2, errors: 0, errorRate: 0, p50Ms: 1, p95Ms: 9, p99Ms: 9 },
};

describe('toEndpointsCsv', () => {
  it('has a line for each endpoint, and leaves empty what is not known', () => {
    const [header, line, end] = toEndpointsCsv([figures]).split('\r\n');
    expect(header).toBe(
      'method,endpoint,requests,errors,errorRate,p50Ms,p95Ms,p99Ms,previousRequests,previousErrors,previousP95Ms',
    );
    expect(line).toBe(`GET,/leads/:id,3,1,${1 / 3},4.5,12,,2,0,9`);
    expect(end).toBe('');
  });

  it('quotes separators, and lets no spreadsheet calculate', () => {
    const csv = toEndpointsCsv([{ ...figures, endpoint: '=1+1,"x"', previous: null }]);
    expect(csv).toContain(`GET,"'=1+1,""x""",3`);
    expect(csv).toMatch(/,,,\r\n$/);
  });
});

describe('csvFileName', () => {
  it('says what it is of', () => {
    const range = { from: '2026-11-14T10:00:00.000Z', to: '2026-11-21T10:00:00.000Z' };
    expect(csvFileName(range, '-p95Ms')).toBe('endpoints-2026-11-14-to-2026-11-21-by-p95Ms.csv');
  });
});
