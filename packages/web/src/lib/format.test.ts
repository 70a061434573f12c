import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDuration,
  formatFigure,
  formatLargeCount,
  formatLatency,
  formatMoney,
  formatPercent,
  formatRate,
  formatSignedCount,
  formatSignedPercent,
  formatSignedPoints,
  plural,
  truncateMiddle,
} from './format.ts';

describe('numbers', () => {
  it.each([
    [formatCount(12_431), '12,431'],
    [formatLargeCount(9120), '9,120'],
    [formatLargeCount(12_431), '12.4k'],
    [formatLargeCount(3_100_000), '3.1m'],
    [formatPercent(0.041), '4.1%'],
    [formatSignedCount(1_075), '+1,075'],
    [formatSignedCount(-3), '−3'],
    [formatSignedCount(0), '0'],
    [formatSignedPercent(0.041), '+4.1%'],
    [formatSignedPercent(-0.03), '−3.0%'],
    [formatSignedPercent(-0.0001), '0.0%'],
    [formatRate(0), '0.0%'],
    [formatRate(0.0004), '<0.1%'],
    [formatRate(0.0005), '0.1%'],
    [formatSignedPoints(0.004), '+0.4 pt'],
    [formatSignedPoints(-0.1), '−10.0 pt'],
    [formatMoney(48_210, 'EUR'), '€48,210'],
    [formatMoney(12.5, 'EUR'), '€12.50'],
    [formatMoney(0.02), '$0.02'],
    [plural(1, 'event'), '1 event'],
    [plural(1200, 'event'), '1,200 events'],
    [plural(2, 'entry', 'entries'), '2 entries'],
  ])('%s is %s', (text, expected) => {
    expect(text).toBe(expected);
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [812.4, '812 ms'],
    [1200, '1.2 s'],
    [59_999, '59.9 s'],
    [60_000, '1 min'],
    [250_000, '4 min 10 s'],
    [3_600_000, '1 h'],
    [11_100_000, '3 h 5 min'],
    [187_200_000, '2 d 4 h'],
  ])('%d ms is %s', (ms, expected) => {
    expect(formatDuration(ms)).toBe(expected);
  });
});

describe('formatLatency', () => {
  it.each([
    [0, '0 ms'],
    [0.3149, '0.31 ms'],
    [4.25, '4.3 ms'],
    [9.99, '10 ms'],
    [12.4, '12 ms'],
    [1200, '1.2 s'],
  ])('%d ms is %s', (ms, expected) => {
    expect(formatLatency(ms)).toBe(expected);
  });
});

describe('formatFigure', () => {
  it.each([
    [12_431, 'count', { text: '12.4k', exact: '12,431' }],
    [0.012, 'ratio', { text: '1.2%' }],
    [182.4, 'milliseconds', { text: '182 ms' }],
    [48_210, 'usd', { text: '$48,210' }],
    [null, 'milliseconds', { text: '–' }],
  ] as const)('%s of the unit %s', (value, unit, expected) => {
    expect(formatFigure(value, unit)).toEqual(expected);
  });

  it('has money in its currency', () => {
    expect(formatFigure(48_210, 'money', 'eur').text).toBe('€48,210');
  });
});

describe('truncateMiddle', () => {
  it('keeps both ends', () => {
    expect(truncateMiddle('0192f3a4-5b6c-7d8e-9f01-23456789abcd')).toBe('0192f3…89abcd');
    expect(truncateMiddle('short')).toBe('short');
  });
});
