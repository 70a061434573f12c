import { describe, expect, it } from 'vitest';
import { parseSearch, readSearch } from '../../../lib/url/url-state.ts';
import {
  builtInViews,
  readRunFilters,
  RunsSearch,
  viewSearchOf,
  withRunFilters,
  writeRunFilters,
} from './runs-search.ts';

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

describe('views', () => {
  it.each(builtInViews)('$name can be read, and is itself when it is opened', (view) => {
    const { values, ignored } = readSearch(RunsSearch, parseSearch(view.search));
    expect(ignored).toEqual([]);
    expect(viewSearchOf(values)).toBe(view.search);
  });

  it('keep neither the place in the list, nor themselves, nor what is the default', () => {
    const f = ['traceId.in.abc'];
    expect(viewSearchOf({ range: '24h', f, after: 'x', view: 'all' })).toBe('f=traceId.in.abc');
    expect(viewSearchOf({ range: '7d' })).toBe('range=7d');
  });
});
