import type { Integrity, IntegrityCheck, IntegrityResult } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { judgeIntegrity } from './judge-integrity.ts';

const at = '2026-11-21T10:00:00.000Z';
const check = (title: string, latest: Partial<IntegrityResult> = {}): IntegrityCheck => ({
  id: '0192f3a4-5b6c-7d8e-9f01-23456789abcd',
  kind: 'reference',
  title,
  definition: '',
  warnAbove: 0,
  errorAbove: 100,
  latest: { at, severity: 'ok', count: 0, durationMs: 1, failure: null, ...latest },
  affectedSince: null,
  trend: [],
});
const told = (checks: IntegrityCheck[], state: Integrity['state'] = 'ok') =>
  judgeIntegrity({ asOf: at, state, run: null, underWay: null, checks }).map(({ tone, text }) => [
    tone,
    text,
  ]);

describe('judgeIntegrity', () => {
  it('has nothing to say where all holds, or nothing is to be checked', () => {
    expect(told([check('a'), check('b', { severity: 'nothing_to_check' })])).toEqual([]);
    expect(told([], 'not_configured')).toEqual([]);
  });

  it('names one, and counts several', () => {
    expect(
      told([
        check('Orphaned invoices', { severity: 'error', count: 121 }),
        check('b', { severity: 'warning', count: 1 }),
        check('c', { severity: 'warning', count: 2 }),
        check('Slow', { severity: 'unknown', count: null, failure: 'timed_out' }),
      ]),
    ).toEqual([
      ['error', 'Orphaned invoices: 121 rows'],
      ['warning', '2 integrity checks with a warning'],
      ['unknown', 'Slow: the query timed out'],
    ]);
  });

  it('does not believe for long that all holds', () => {
    const run = {
      at,
      durationMs: 1,
      declared: { checked: 1, total: 1 },
      configured: { checked: 0, total: 0 },
      failure: null,
    };
    const judgeAt = (asOf: string) =>
      judgeIntegrity({ asOf, state: 'ok', run, underWay: null, checks: [check('a')] });
    expect(judgeAt('2026-11-21T11:59:00.000Z')).toEqual([]);
    expect(judgeAt('2026-11-21T12:01:00.000Z')).toMatchObject([
      { tone: 'unknown', text: 'integrity not checked lately' },
    ]);
  });

  it('does not take for well what is not known', () => {
    expect(told([], 'no_data')).toEqual([['unknown', 'integrity not checked yet']]);
    const away = check('a', { severity: 'unknown', count: null, failure: 'unreachable' });
    expect(told([away], 'failing')).toEqual([['unknown', 'integrity could not be checked']]);
    expect(judgeIntegrity(undefined)[0]).toMatchObject({ tone: 'unknown', panel: 'integrity' });
  });
});
