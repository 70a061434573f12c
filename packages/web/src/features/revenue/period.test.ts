import { describe, expect, it } from 'vitest';
import { daysText, monthText, previousText, shortMonthText } from './period.ts';

const now = new Date('2026-11-21T13:32:07.123Z');

describe('daysText', () => {
  it.each([
    ['2026-11-01', '2026-11-21', '1 Nov to 21 Nov'],
    ['2026-11-21', '2026-11-21', '21 Nov'],
    ['2025-11-22', '2026-11-21', '22 Nov 2025 to 21 Nov'],
  ])('names %s to %s', (from, to, text) => {
    expect(daysText(from, to, now)).toBe(text);
  });
});

describe('previousText', () => {
  it('says until when its last day is compared', () => {
    const range = {
      from: '2026-11-01',
      to: '2026-11-21',
      previousFrom: '2026-10-01',
      previousTo: '2026-10-21',
    };
    expect(previousText({ asOf: now.toISOString(), range, timeZone: 'Europe/Berlin' })).toBe(
      '1 Oct to 21 Oct, until 14:32',
    );
  });
});

describe('months', () => {
  it('have their year where it begins, in short', () => {
    expect(['2026-01', '2026-11'].map(shortMonthText)).toEqual(['Jan 26', 'Nov']);
    expect(monthText('2025-12')).toBe('Dec 2025');
  });
});
