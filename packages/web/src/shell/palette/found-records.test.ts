import type { FoundRecord } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { foundQuery, toFoundTargets } from './found-records.ts';

const id = '0192f3a4-5b6c-7d8e-9f01-23456789abcd';
const record = (given: Partial<FoundRecord>): FoundRecord => ({
  kind: 'user',
  id,
  label: 'Ada',
  traceId: null,
  createdAt: '2026-11-21T10:00:00.000Z',
  ...given,
});

describe('toFoundTargets', () => {
  it.each<[FoundRecord['kind'], string]>([
    ['trace', '/admin/traces/$traceId'],
    ['user', '/admin/activity'],
    ['organization', '/admin/activity'],
    ['resource', '/admin/activity'],
    ['activity', '/admin/activity'],
    ['log', '/admin/logs'],
    ['error_group', '/admin/logs/groups/$fingerprint'],
    ['ai_job', '/admin/usage/jobs/$id'],
    ['pipeline_run', '/admin/pipeline-runs/$id'],
    ['stage_execution', '/admin/stage-executions/$runId/$id'],
    ['alert', '/admin/alerts/$id'],
    ['incident', '/admin/incidents/$id'],
    ['check', '/admin/check-runs'],
    ['check_run', '/admin/check-runs/$id'],
    ['analysis_run', '/admin/analysis-runs/$id'],
    ['notification', '/admin/notifications'],
    ['load_test_run', '/admin/load-tests/$id'],
    ['autofix_run', '/admin/autofix/$id'],
  ])('leads from the id of a %s to %s', (kind, to) => {
    expect(toFoundTargets([record({ kind })])).toMatchObject([{ target: { to } }]);
  });

  it('leads from a span to its trace, with the span open', () => {
    const span = record({ kind: 'span', id: '00f067aa0ba902b7', label: 'GET /', traceId: 'abc' });
    expect(toFoundTargets([span])[0]).toEqual({
      label: 'Span: GET /',
      target: {
        to: '/admin/traces/$traceId',
        params: { traceId: 'abc' },
        search: { peek: 'span:00f067aa0ba902b7' },
      },
    });
  });

  it('leads to the trace of what is a part of one, once', () => {
    const found = toFoundTargets([
      record({ kind: 'log', traceId: 'abc' }),
      record({ kind: 'activity', traceId: 'abc' }),
    ]);
    expect(found.map(({ target }) => target.to)).toEqual([
      '/admin/logs',
      '/admin/activity',
      '/admin/traces/$traceId',
    ]);
  });
});

describe('foundQuery', () => {
  it.each([
    [id, true],
    ['ada@example.com', true],
    ['4bf92f3', true],
    ['cus_123', true],
    ['who deleted it', false],
    ['abc', false],
    ['#12', true],
    ['', false],
  ])('asks for %j: %j', (text, asks) => {
    expect(foundQuery(text).enabled).toBe(asks);
  });
});
