import type { LoadTestSample } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { groupSamples } from './group-samples.ts';

const sample = (over: Partial<LoadTestSample>): LoadTestSample => ({
  id: '0192f000-0000-7000-8000-00000000c01a',
  method: 'GET',
  endpoint: '/leads',
  statusCode: 500,
  error: null,
  url: null,
  responseBody: null,
  durationMs: null,
  occurrences: null,
  ...over,
});

describe('groupSamples', () => {
  it('keeps those of one endpoint and status together, in the order of the first', () => {
    const groups = groupSamples([
      sample({ occurrences: 40 }),
      sample({ statusCode: 502 }),
      sample({ method: 'POST' }),
      sample({ occurrences: 41 }),
    ]);
    expect(groups.map(({ method, statusCode }) => [method, statusCode])).toEqual([
      ['GET', 500],
      ['GET', 502],
      ['POST', 500],
    ]);
    expect(groups[0]).toMatchObject({ occurrences: 41, samples: [{}, {}] });
    expect(groups[1]?.occurrences).toBeNull();
  });

  it('tells apart what had no answer by its error', () => {
    const unanswered = [
      sample({ statusCode: null, error: 'timeout' }),
      sample({ statusCode: null, error: 'ECONNREFUSED' }),
    ];
    expect(groupSamples(unanswered)).toHaveLength(2);
  });
});
