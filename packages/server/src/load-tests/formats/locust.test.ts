import { describe, expect, it } from 'vitest';
import { locust } from './locust.ts';
import { readCsv } from './read-csv.ts';
import { ReportBody } from './report-body.ts';

const bodyOf = (...lines: string[]) => new ReportBody(Buffer.from(lines.join('\r\n')));

const stats = [
  'Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,95%,99%',
  'GET,/leads,60,6,4,55.5,2,2160,162,3,0.3,4,8,2000',
  'POST,"/leads, new",40,0,4,10,2,90,162,3,0,4,7,80',
  ',Aggregated,100,6,4,37.3,2,2160,162,6,0.3,4,8,1990',
];
const historyHeader =
  'Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,95%,Total Request Count,Total Failure Count,Total Average Response Time';
const history = [
  historyHeader,
  '1772849612,0,,Aggregated,0,0,N/A,N/A,0,0,0.0',
  '1772849640,50,,Aggregated,6,0.2,4,9,80,5,40.5',
  '1772849672,50,,Aggregated,6,0.3,4,8,100,6,37.3',
];
const failures = [
  'Method,Name,Error,Occurrences',
  "GET,/leads,HTTPError('429 Client Error: Too Many Requests for url: /leads?key=1'),4",
  'GET,/leads,"ConnectionRefusedError(111, ""refused"")",2',
];

describe('the files of Locust', () => {
  it('are recognised by their first line', () => {
    expect(locust.recognises(bodyOf(...stats))).toBe(true);
    expect(locust.recognises(bodyOf(...history))).toBe(true);
    expect(locust.recognises(bodyOf(...failures))).toBe(true);
    expect(locust.recognises(bodyOf('Name,Type', 'a,b'))).toBe(false);
  });

  it('tell routes and totals by themselves, but neither time nor users', async () => {
    const report = await locust.read(bodyOf(...stats));
    expect(report).toMatchObject({
      startedAt: null,
      durationMs: null,
      virtualUsers: null,
      requests: 100,
      failed: 6,
      averageMs: 37.3,
      tail: { percentile: 95, ms: 8 },
    });
    expect(report.routes).toMatchObject([
      { method: 'GET', endpoint: '/leads', requests: 60, failed: 6 },
      { method: 'POST', endpoint: '/leads, new', requests: 40, failed: 0 },
    ]);
  });

  it('are one run when one stands behind the other', async () => {
    const report = await locust.read(bodyOf(...stats, ...history, ...failures));
    expect(report).toMatchObject({
      startedAt: new Date(1_772_849_612_000),
      durationMs: 60_000,
      virtualUsers: { count: 50, counted: 'concurrent' },
      requests: 100,
    });
    expect(report.samples).toMatchObject([
      { method: 'GET', endpoint: '/leads', statusCode: 429, url: '/leads?key=1', occurrences: 4 },
      { statusCode: null, error: 'ConnectionRefusedError(111, "refused")', occurrences: 2 },
    ]);
  });

  it('tell the last of the history, which may have no percentiles yet', async () => {
    expect(await locust.read(bodyOf(...history))).toMatchObject({ requests: 100, failed: 6 });
    expect(await locust.read(bodyOf(...history.slice(0, 2)))).toMatchObject({
      requests: 0,
      averageMs: null,
      tail: null,
    });
  });

  it('tell no percentile of a full history: its are of the last seconds', async () => {
    const full = [...history, '1772849672,50,GET,/leads,6,0.3,4,8,60,6,37.3'];
    expect((await locust.read(bodyOf(...full))).tail).toBeNull();
  });

  it('are unreadable where they tell only what went wrong', () => {
    expect(() => locust.read(bodyOf(...failures))).toThrow('no row "Aggregated"');
    expect(() => locust.read(bodyOf('Count,Message,Traceback,Nodes'))).toThrow('Aggregated');
  });
});

describe('readCsv', () => {
  it.each([
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"a,""b""",c', [['a,"b"', 'c']]],
    ['"two\nlines",x\n\ny', [['two\nlines', 'x'], ['y']]],
    ['a,,b', [['a', '', 'b']]],
    ['"never closed', [['never closed']]],
    ['"x"y,z', [['x', 'z']]],
    ['', []],
  ])('reads %j', (text, rows) => {
    expect(readCsv(text)).toEqual(rows);
  });

  it('tell how it went by their history, and of percentiles only with the full one', async () => {
    expect((await locust.read(bodyOf(...stats))).timeline).toBeNull();
    const steady = [
      '1772849612,0,,Aggregated,0,0,N/A,N/A,0,0,0.0',
      '1772849613,20,,Aggregated,6,0.5,4,9,6,1,40.5',
    ];
    expect((await locust.read(bodyOf(historyHeader, ...steady))).timeline).toEqual({
      stepSeconds: 1,
      virtualUsers: [0, 20],
      requestsPerSecond: [0, 6],
      failedPerSecond: [0, 0.5],
      p95Ms: [null, null],
    });
    const full = [...steady, '1772849613,20,GET,/leads,6,0.5,4,9,6,1,40.5'];
    expect((await locust.read(bodyOf(historyHeader, ...full))).timeline?.p95Ms).toEqual([null, 9]);
  });
});
