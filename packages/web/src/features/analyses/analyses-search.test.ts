import { describe, expect, it } from 'vitest';
import { parseSearch, readSearch } from '../../lib/url/url-state.ts';
import {
  AnalysesSearch,
  builtInViews,
  readAnalysisFilters,
  viewSearchOf,
  withAnalysisFilters,
  writeAnalysisFilters,
} from './analyses-search.ts';

describe('filters of analyses', () => {
  it('are read as they are written, in one order', () => {
    const filters = { traceId: 'abc', status: 'failed', provider: 'rules' } as const;
    const texts = writeAnalysisFilters(filters);
    expect(texts?.map((text) => text.split('.')[0])).toEqual(['status', 'provider', 'traceId']);
    expect(AnalysesSearch.parse({ f: texts }).f).toEqual(texts);
    expect(readAnalysisFilters(texts)).toEqual(filters);
  });

  it.each(['status.in.running', 'cost.in.cheap', 'rating.in.up,down', 'incidentId.in.1042'])(
    'refuse %s',
    (text) => {
      expect(AnalysesSearch.safeParse({ f: [text] }).success).toBe(false);
    },
  );

  it('begin with the first page when they change', () => {
    const search = { range: '30d', f: ['status.in.failed'], after: 'x' };
    expect(withAnalysisFilters(search, { status: undefined })).toEqual({
      range: '30d',
      f: undefined,
      after: undefined,
    });
  });
});

describe('views', () => {
  it.each(builtInViews)('$name can be read, and is itself when it is opened', (view) => {
    const { values, ignored } = readSearch(AnalysesSearch, parseSearch(view.search));
    expect(ignored).toEqual([]);
    expect(viewSearchOf(values)).toBe(view.search);
  });

  it('keep neither the place in the list, nor themselves, nor what is the default', () => {
    const f = ['traceId.in.abc'];
    expect(viewSearchOf({ range: '7d', f, after: 'x', view: 'all' })).toBe('f=traceId.in.abc');
    expect(viewSearchOf({ range: '30d', group: 'provider' })).toBe('range=30d&group=provider');
  });
});
