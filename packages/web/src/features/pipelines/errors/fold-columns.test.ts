import type { PipelineStage } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { toCell, toColumns } from './fold-columns.ts';

const hours = (count: number): string[] =>
  Array.from({ length: count }, (_, hour) =>
    new Date(Date.UTC(2026, 10, 14) + hour * 3_600_000).toISOString(),
  );
const range = { from: '2026-11-14T00:00:00.000Z', to: '2026-11-21T10:07:00.000Z' };

describe('toColumns', () => {
  it('has an hour each of a day', () => {
    const columns = toColumns({ moments: hours(24), range }, '24h');
    expect(columns).toHaveLength(24);
    expect(columns[0]).toMatchObject({ from: range.from, to: '2026-11-14T01:00:00.000Z' });
    expect(columns.at(-1)).toMatchObject({ from: '2026-11-14T23:00:00.000Z', to: range.to });
  });

  it('has a day each of a week', () => {
    const columns = toColumns({ moments: hours(168), range }, '7d');
    expect(columns.map(({ begin, end }) => end - begin)).toEqual([24, 24, 24, 24, 24, 24, 24]);
  });

  it('has weeks of 90 days, the oldest not full', () => {
    const columns = toColumns({ moments: hours(90), range }, '90d');
    expect(columns.map(({ begin, end }) => end - begin)).toEqual([6, ...Array(12).fill(7)]);
  });
});

it('toCell adds up what ended in its moments', () => {
  const moment = (succeeded: number, failed: number) => ({
    succeeded,
    failed,
    p50Ms: null,
    p95Ms: null,
    comparedP95Ms: null,
  });
  const stage = { series: [moment(5, 5), moment(1, 0), moment(2, 1), moment(9, 9)] };
  expect(toCell(stage as unknown as PipelineStage, { from: '', to: '', begin: 1, end: 3 })).toEqual(
    { failed: 1, ended: 4 },
  );
});
