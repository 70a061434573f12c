import type { RecordCount, RecordCounts } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { judgeRecordCounts } from './judge-record-counts.ts';

const at = '2026-11-21T10:00:00.000Z';
const model = (title: string, more: Partial<RecordCount> = {}): RecordCount => ({
  model: title.toLowerCase(),
  title,
  table: title.toLowerCase(),
  state: 'ok',
  failure: null,
  count: 150,
  method: 'exact',
  countedAt: at,
  attemptedAt: at,
  growth: null,
  drop: null,
  series: [],
  ...more,
});
const told = (models: RecordCount[], state: RecordCounts['state'] = 'ok') =>
  judgeRecordCounts({ asOf: at, state, models }).map(({ tone, text }) => [tone, text]);
const drop = { from: 200, share: 0.25 };

describe('judgeRecordCounts', () => {
  it('has nothing to say where none fell, or none is counted', () => {
    expect(told([model('Companies')])).toEqual([]);
    expect(told([], 'not_configured')).toEqual([]);
    expect(told([], 'not_mapped')).toEqual([]);
  });

  it('names one that fell, and counts several', () => {
    expect(told([model('Companies', { drop }), model('Leads')])).toEqual([
      ['warning', 'Companies fell by 25.0% to 150'],
    ]);
    expect(told([model('Companies', { drop }), model('Leads', { drop })])).toEqual([
      ['warning', '2 record counts fell suddenly'],
    ]);
  });

  it('does not believe for long that none fell', () => {
    const judgeAt = (asOf: string) =>
      judgeRecordCounts({ asOf, state: 'ok', models: [model('Companies')] });
    expect(judgeAt('2026-11-21T10:19:00.000Z')).toEqual([]);
    expect(judgeAt('2026-11-21T10:21:00.000Z')).toMatchObject([
      { tone: 'unknown', text: 'records not counted lately' },
    ]);
  });

  it('does not take for well what is not known', () => {
    const gone = model('Companies', { state: 'failing', failure: 'missing' });
    expect(told([gone, model('Leads')])).toEqual([
      ['unknown', 'Companies not counted: a table or column is not there'],
    ]);
    expect(told([gone], 'failing')).toEqual([['unknown', 'records could not be counted']]);
    expect(told([], 'no_data')).toEqual([['unknown', 'records not counted yet']]);
    expect(judgeRecordCounts(undefined)[0]).toMatchObject({ tone: 'unknown' });
  });
});
