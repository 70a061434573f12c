import { describe, expect, it } from 'vitest';
import { parseSearch, readSearch } from '../../../lib/url/url-state.ts';
import {
  builtInViews,
  ExecutionsSearch,
  readExecutionFilters,
  viewSearchOf,
  withExecutionFilters,
} from './executions-search.ts';

it('reads one value of each field', () => {
  const f = ['status.in.failed', 'pipeline.in.alerts', 'stage.in.notify'];
  expect(ExecutionsSearch.parse({ f }).f).toEqual(f);
  expect(readExecutionFilters(f)).toEqual({
    status: 'failed',
    pipeline: 'alerts',
    stage: 'notify',
  });
});

it('asks for no stage without its pipeline', () => {
  expect(readExecutionFilters(['stage.in.notify'])).toEqual({});
});

it('refuses a status that an execution cannot have', () => {
  expect(ExecutionsSearch.safeParse({ f: ['status.in.stalled'] }).success).toBe(false);
});

it('begins at the first page when a filter changes, and drops none of the others', () => {
  const search = { range: '7d', f: ['traceId.in.abc'], after: 'somewhere' };
  expect(withExecutionFilters(search, { status: 'failed' })).toEqual({
    range: '7d',
    f: ['status.in.failed', 'traceId.in.abc'],
    after: undefined,
  });
});

describe('views', () => {
  it.each(builtInViews)('$name can be read, and is itself when it is opened', (view) => {
    const { values, ignored } = readSearch(ExecutionsSearch, parseSearch(view.search));
    expect(ignored).toEqual([]);
    expect(viewSearchOf(values)).toBe(view.search);
  });

  it('keep neither the place in the list, nor themselves, nor what is the default', () => {
    const f = ['stage.in.notify'];
    expect(viewSearchOf({ range: '24h', f, after: 'x', view: 'all' })).toBe('f=stage.in.notify');
    expect(viewSearchOf({ range: '7d' })).toBe('range=7d');
  });
});
