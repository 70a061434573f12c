import { describe, expect, it } from 'vitest';
import { readRunFilters, RunsSearch, withRunFilters, writeRunFilters } from './runs-search.ts';

describe('filters of runs', () => {
  it('are read as they are written, in one order', () => {
    const filters = { traceId: 'abc', status: 'failed', pipeline: 'a.b, c' } as const;
    const texts = writeRunFilters(filters);
    expect(texts?.map((text) => text.split('.')[0])).toEqual(['status', 'pipeline', 'traceId']);
    expect(RunsSearch.parse({ f: texts }).f).toEqual(texts);
    expect(readRunFilters(texts)).toEqual(filters);
  });

  it('know a stage only as one of a pipeline', () => {
    expect(readRunFilters(['failedStage.in.rank'])).toEqual({});
    expect(readRunFilters(['pipeline.in.discovery', 'failedStage.in.rank'])).toEqual({
      pipeline: 'discovery',
      failedStage: 'rank',
    });
  });

  it.each(['status.in.done', 'status.in.failed,running', 'other.in.x'])('refuse %s', (text) => {
    expect(RunsSearch.safeParse({ f: [text] }).success).toBe(false);
  });

  it('begin with the first page when they change', () => {
    const search = { range: '7d', f: ['status.in.failed'], after: 'x' };
    expect(withRunFilters(search, { status: undefined })).toEqual({
      range: '7d',
      f: undefined,
      after: undefined,
    });
  });
});
