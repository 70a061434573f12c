import type { Activity } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { createCsvWriter } from '../../platform/http/files/row-writer.ts';
import { createLocalTime } from '../../platform/time/local-time.ts';
import { activityCsvColumns as columns } from './csv.ts';

const activity: Activity = {
  id: '01900000-0000-7000-8000-000000000001',
  action: 'lead.created',
  category: 'lead',
  sentence: 'created a lead',
  organization: { id: '01900000-0000-7000-8000-000000000002', externalId: null, name: 'Acme' },
  user: null,
  resourceType: 'lead',
  resourceId: 'lead_1',
  metadata: {},
  ipAddress: null,
  userAgent: null,
  traceId: null,
  sessionId: null,
  createdAt: '2026-11-21T10:00:00.000Z',
  receivedAt: '2026-11-21T10:00:01.000Z',
};

const cellsOf = (changes: Partial<Activity>): string =>
  createCsvWriter(columns).toLine({ ...activity, ...changes });

describe('createCsvWriter', () => {
  it('has as many names as cells', () => {
    const { header, toLine } = createCsvWriter(columns);
    expect(header.split(',')).toHaveLength(toLine(activity).split(',').length);
    expect(header.endsWith('\r\n')).toBe(true);
  });

  it('writes nothing for what is not there', () => {
    expect(cellsOf({})).toBe(
      '2026-11-21T10:00:00.000Z,01900000-0000-7000-8000-000000000001,lead.created,lead,' +
        '01900000-0000-7000-8000-000000000002,,Acme,,,,lead,lead_1,{},,,,,2026-11-21T10:00:01.000Z\r\n',
    );
  });

  it.each([
    ['a comma', 'a,b', '"a,b"'],
    ['a quote', 'say "x"', '"say ""x"""'],
    ['a line feed', 'a\nb', '"a\nb"'],
    ['a carriage return', 'a\rb', '"a\rb"'],
    ['a formula', '=1+1', "'=1+1"],
    ['a formula with plus', '+1', "'+1"],
    ['a formula with minus', '-1', "'-1"],
    ['a formula with at', '@SUM(A1)', "'@SUM(A1)"],
    ['a tab before a formula', '\t=1', "'\t=1"],
    ['a carriage return before a formula', '\r=1', `"'\r=1"`],
    ['a formula with a quote', '=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['no formula', 'a=b', 'a=b'],
    ['other scripts', 'Zürich 東京', 'Zürich 東京'],
  ])('keeps %s in its cell', (_, resourceId, cell) => {
    expect(cellsOf({ resourceId })).toContain(`,lead,${cell},{},`);
  });

  it('writes metadata as JSON', () => {
    expect(cellsOf({ metadata: { a: 'b' } })).toContain('"{""a"":""b""}"');
  });

  it('writes local times beside those of UTC', () => {
    const { header, toLine } = createCsvWriter(columns, createLocalTime('Asia/Kolkata'));
    expect(header).toMatch(/^createdAt,createdAtLocal,id,/);
    expect(toLine(activity)).toMatch(/^2026-11-21T10:00:00\.000Z,2026-11-21 15:30:00,/);
  });
});

describe('createLocalTime', () => {
  it.each(['Mars/Olympus', '', '+02:00', 'Europe/Berlin; drop'])('knows no %j', (zone) => {
    expect(createLocalTime(zone)).toBeUndefined();
  });

  it('follows the clocks of the zone', () => {
    const toLocal = createLocalTime('Europe/Berlin');
    expect(toLocal?.(new Date('2026-10-25T00:30:00Z'))).toBe('2026-10-25 02:30:00');
    expect(toLocal?.(new Date('2026-10-25T01:30:00Z'))).toBe('2026-10-25 02:30:00');
  });
});
