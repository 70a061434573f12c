import { expect, it } from 'vitest';
import {
  ExecutionsSearch,
  readExecutionFilters,
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
