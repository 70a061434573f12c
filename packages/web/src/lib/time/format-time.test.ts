import { describe, expect, it } from 'vitest';
import { formatAbsolute, formatDay, formatRelative } from './format-time.ts';

describe('times', () => {
  const now = new Date('2026-11-21T10:42:07Z');
  it.each([
    ['2026-11-21T10:42:00Z', 'just now'],
    ['2026-11-21T10:42:10Z', 'just now'],
    ['2026-11-21T10:41:30Z', '37 s ago'],
    ['2026-11-21T10:39:00Z', '3 min ago'],
    ['2026-11-21T05:00:00Z', '5 h ago'],
    ['2026-11-20T05:00:00Z', '1 day ago'],
    ['2026-11-15T10:00:00Z', '6 days ago'],
    ['2026-11-21T10:46:00Z', 'in 3 min'],
    ['2026-11-28T12:00:00Z', 'in 7 days'],
  ])('%s is %s', (at, expected) => {
    expect(formatRelative(new Date(at), now)).toBe(expected);
  });

  it('writes moments in the zone asked for, with the year only when it is another', () => {
    const at = new Date('2026-11-21T23:42:07Z');
    expect(formatAbsolute(at, 'Europe/Berlin', now)).toBe('22 Nov, 00:42:07');
    expect(formatAbsolute(at, 'UTC', now)).toBe('21 Nov, 23:42:07');
    expect(formatDay(new Date('2025-11-21T12:00:00Z'), 'UTC', now)).toBe('21 Nov 2025');
  });
});
