import type { PipelineStage } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { toCell, toColumns } from './fold-columns.ts';

const after = (first: string, count: number, stepMs: number): string[] =>
  Array.from({ length: count }, (_, step) =>
    new Date(Date.parse(first) + step * stepMs).toISOString(),
  );
const hour = 3_600_000;
const range = { from: '2026-11-14T20:00:00.000Z', to: '2026-11-21T19:40:00.000Z' };
const timeZone = 'Europe/Berlin';

describe('toColumns', () => {
  it('has an hour each of a day', () => {
    const moments = after('2026-11-20T20:00:00Z', 24, hour);
    const columns = toColumns({ moments, range, timeZone }, '24h');
    expect(columns).toHaveLength(24);
    expect(columns[0]).toMatchObject({ from: moments[0], to: moments[1], begin: 0, end: 1 });
    expect(columns.at(-1)).toMatchObject({ from: moments[23], to: range.to });
  });

  it('has the days of the reporting zone of a week, the first and the last not whole', () => {
    const moments = after(range.from, 168, hour);
    const columns = toColumns({ moments, range, timeZone }, '7d');
    expect(columns.map(({ begin, end }) => end - begin)).toEqual([3, 24, 24, 24, 24, 24, 24, 21]);
    expect(columns[1]?.from).toBe('2026-11-14T23:00:00.000Z');
  });

  it('has weeks from Monday on of 90 days', () => {
    const moments = after('2026-08-24T00:00:00Z', 90, 24 * hour);
    const columns = toColumns({ moments, range, timeZone: 'UTC' }, '90d');
    expect(columns.map(({ begin, end }) => end - begin)).toEqual([...Array(12).fill(7), 6]);
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
