import type { DatabaseLatency, RequestFigures } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { toVerdict, type Sources } from './verdict.ts';

const figures = (more: Partial<RequestFigures> = {}): RequestFigures => ({
  requests: 1_000,
  errors: 4,
  errorRate: 0.004,
  p50Ms: 40,
  p95Ms: 800,
  p99Ms: 1_200,
  ...more,
});
type Probed = DatabaseLatency['databases'][number];
const probes = { probes: 100, failures: 0, failureRate: 0, p50Ms: 0.4, p95Ms: 0.9, p99Ms: 2 };
const database = (more: Partial<Probed> = {}): Probed => ({
  database: 'console',
  state: 'ok',
  lastProbedAt: '2026-11-21T10:00:00.000Z',
  failure: null,
  totals: probes,
  previousTotals: probes,
  series: [],
  previousSeries: null,
  ...more,
});
const judge = (
  totals: RequestFigures,
  previousTotals: RequestFigures | null = figures(),
  databases: Sources['databases'] = [database()],
) => {
  const { status, title, findings, rest } = toVerdict(
    { requests: { totals, comparedTotals: totals, previousTotals }, databases },
    'the week before',
  );
  return [status, title, ...findings.map(({ text }) => text), ...(rest ? [rest] : [])];
};

describe('toVerdict', () => {
  it('says that all is well, with the figures that say so', () => {
    expect(judge(figures())).toEqual([
      'ok',
      'All well',
      'API p95 800 ms',
      'error rate 0.4% (4 of 1,000)',
      'console database p95 0.9 ms',
      'all as the week before',
    ]);
    expect(judge(figures(), figures(), []).at(-1)).toBe('both as the week before');
  });

  it.each<[string, Partial<RequestFigures>, string, string]>([
    ['slower', { p95Ms: 1_200 }, 'warning', 'API p95 1.2 s, up 50.0% on the week before'],
    ['somewhat slower', { p95Ms: 950 }, 'ok', 'API p95 950 ms, up 18.8% on the week before'],
    ['faster', { p95Ms: 400 }, 'ok', 'API p95 400 ms, down 50.0% on the week before'],
    [
      'more errors',
      { errors: 20, errorRate: 0.02 },
      'warning',
      'error rate 2.0% (20 of 1,000), up from 0.4%',
    ],
    [
      'very many errors',
      { errors: 90, errorRate: 0.09 },
      'error',
      'error rate 9.0% (90 of 1,000), up from 0.4%',
    ],
  ])('tells %s', (_, more, status, text) => {
    const verdict = judge(figures(more));
    expect(verdict[0]).toBe(status);
    expect(verdict).toContain(text);
    // What is worst comes first.
    if (status !== 'ok') expect(verdict[2]).toBe(text);
    expect(verdict.at(-1)).toBe('the rest as the week before');
  });

  it('calls failing what fails as it did before', () => {
    const failing = figures({ errors: 90, errorRate: 0.09 });
    expect(judge(failing, failing).slice(0, 3)).toEqual([
      'error',
      'Failing',
      'error rate 9.0% (90 of 1,000)',
    ]);
  });

  it('does not call slower what nobody feels', () => {
    const slower = database({ totals: { ...probes, p95Ms: 2 } });
    expect(judge(figures(), figures(), [slower]).slice(0, 2)).toEqual(['ok', 'All well']);
  });

  it('compares with nothing where there was too little', () => {
    const rest = 'with too little before to compare all of it';
    for (const before of [figures({ requests: 19, p95Ms: 1 }), null])
      expect(judge(figures(), before)).toEqual([
        'ok',
        'All well',
        'API p95 800 ms',
        'error rate 0.4% (4 of 1,000)',
        'console database p95 0.9 ms',
        rest,
      ]);
  });

  it('tells a database that is away before all else, and one that is not configured not at all', () => {
    const away = database({ database: 'product', state: 'failing', failure: 'unreachable' });
    const none = database({ database: 'product', state: 'not_configured' });
    expect(judge(figures(), figures(), [database(), away]).slice(0, 3)).toEqual([
      'error',
      'Failing',
      'product database: nobody answers at its address',
    ]);
    expect(judge(figures(), figures(), [database(), none])).toEqual(judge(figures()));
  });

  it('is honest about what is not known', () => {
    expect(judge(figures(), figures(), [database({ state: 'no_data' })]).slice(0, 3)).toEqual([
      'unknown',
      'Not all is known',
      'console database not probed lately',
    ]);
    const nothing = figures({ requests: 0, errors: 0, errorRate: null, p95Ms: null });
    expect(judge(nothing, nothing).slice(0, 3)).toEqual([
      'unknown',
      'Not all is known',
      'no requests in this range',
    ]);
    const unread = toVerdict({ requests: undefined, databases: undefined }, 'the week before');
    expect(unread).toMatchObject({ status: 'unknown', title: 'Nothing is known yet' });
    expect(unread.findings.map(({ text }) => text)).toEqual([
      'requests could not be read',
      'databases could not be read',
    ]);
  });

  it('takes in what other panels found, where it belongs', () => {
    const sources = {
      requests: { totals: figures(), comparedTotals: figures(), previousTotals: figures() },
      databases: [database()],
    };
    const orphans = {
      tone: 'error',
      text: 'Orphaned invoices: 3 rows',
      panel: 'integrity',
    } as const;
    const { status, title, findings, rest } = toVerdict(sources, 'the week before', [orphans]);
    expect([status, title, findings[0], rest]).toEqual([
      'error',
      'Failing',
      orphans,
      'the rest as the week before',
    ]);
    expect(toVerdict(sources, 'the week before', []).title).toBe('All well');
  });
});
