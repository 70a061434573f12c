import { describe, expect, it } from 'vitest';
import {
  AnalysesSearch,
  analysesViews,
  readAnalysisFilters,
  viewOf,
  withAnalysisFilters,
  withView,
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

describe('views of analyses', () => {
  it.each(analysesViews)('%s is known by its address', (view) => {
    const { f } = withView({ f: ['provider.in.rules', 'rating.in.up'] }, view);
    expect(viewOf(readAnalysisFilters(f))).toBe(view);
    expect(readAnalysisFilters(f).provider).toBe('rules');
  });

  it('are none where somebody asked for something else', () => {
    expect(viewOf({ rating: 'down' })).toBeUndefined();
    expect(viewOf({ status: 'failed', rating: 'none' })).toBeUndefined();
  });
});
