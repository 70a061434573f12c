import type { ComparedProvider } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { findBest } from './find-best.ts';

const item = (
  provider: string,
  figures: Partial<ComparedProvider['figures']>,
): ComparedProvider => ({
  subject: { provider, model: null, route: null },
  figures: {
    jobs: 100,
    failedJobs: 0,
    errorRate: 0,
    costPer1000Jobs: null,
    costPerMillionTokens: null,
    p50Ms: null,
    p95Ms: null,
    firstTokenMs: null,
    streamedJobs: 0,
    tokensPerSecond: null,
    accuracy: null,
    scoredJobs: 0,
    costUsd: '0.00000000',
    unpricedJobs: 0,
    unpricedTokens: 0,
    inputTokens: 0,
    outputTokens: 0,
    share: 0.5,
    ...figures,
  },
  previous: null,
  errors: [],
  routes: [],
  trend: [],
});

const bestOf = (...items: ComparedProvider[]) => ({
  p95Ms: [...findBest(items).p95Ms].map(({ subject }) => subject.provider),
  accuracy: [...findBest(items).accuracy].map(({ subject }) => subject.provider),
  cost: [...findBest(items).costPer1000Jobs].map(({ subject }) => subject.provider),
});

describe('the best', () => {
  it('is the lowest of what should be low, the highest of what should be high', () => {
    const a = item('a', { p95Ms: 900, accuracy: 0.8, scoredJobs: 30 });
    const b = item('b', { p95Ms: 700, accuracy: 0.9, scoredJobs: 40 });
    expect(bestOf(a, b)).toMatchObject({ p95Ms: ['b'], accuracy: ['b'] });
  });

  it('is nobody who runs alone, or when all are alike', () => {
    expect(bestOf(item('a', { p95Ms: 900 })).p95Ms).toEqual([]);
    expect(bestOf(item('a', { p95Ms: 900 }), item('b', {})).p95Ms).toEqual([]);
    expect(bestOf(item('a', { p95Ms: 900 }), item('b', { p95Ms: 900 })).p95Ms).toEqual([]);
  });

  it('is not among those with fewer than thirty jobs that the figure rests on', () => {
    const few = item('few', { jobs: 29, p95Ms: 1, costPer1000Jobs: 1 });
    const failing = item('failing', { failedJobs: 71, p95Ms: 2, costPer1000Jobs: 2 });
    const unpriced = item('unpriced', { unpricedJobs: 71, p95Ms: 4, costPer1000Jobs: 0.5 });
    const usual = item('usual', { p95Ms: 5, costPer1000Jobs: 9 });
    expect(bestOf(few, failing, unpriced, usual)).toMatchObject({
      p95Ms: ['unpriced'],
      cost: ['failing'],
    });
    expect(bestOf(few, usual).p95Ms).toEqual([]);
  });

  it('may be several', () => {
    const best = bestOf(item('a', { p95Ms: 5 }), item('b', { p95Ms: 5 }), item('c', { p95Ms: 6 }));
    expect(best.p95Ms).toEqual(['a', 'b']);
  });
});
