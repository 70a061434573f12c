import { describe, expect, it } from 'vitest';
import { dayOf, startOfDay } from '../days.ts';
import { formatRate } from '../price-words.ts';
import { checkAbove, checkRate, readPriceForm } from './price-form.ts';

describe('the form of a price', () => {
  it('is read with its tiers, and without what was left empty', () => {
    const values = {
      provider: ' openai ',
      modelPattern: 'gpt-9',
      inputUsd: '$2.50',
      outputUsd: '10',
      cachedReadUsd: '',
      reasoningUsd: '12',
      'tier3.aboveInputTokens': '200,000',
      'tier3.inputUsd': '5',
      'tier3.outputUsd': '20',
      source: '',
    };
    const effectiveFrom = new Date('2026-11-21T00:00:00Z');
    expect(readPriceForm(values, { tiers: [3], effectiveFrom })).toEqual({
      provider: 'openai',
      modelPattern: 'gpt-9',
      effectiveFrom: '2026-11-21T00:00:00.000Z',
      inputUsd: '2.50',
      outputUsd: '10',
      cachedReadUsd: null,
      cachedWriteUsd: null,
      reasoningUsd: '12',
      tiers: [
        {
          aboveInputTokens: 200_000,
          inputUsd: '5',
          outputUsd: '20',
          cachedReadUsd: null,
          cachedWriteUsd: null,
          reasoningUsd: null,
        },
      ],
      source: undefined,
    });
  });

  it.each([
    ['0', true, null],
    ['$1,250.5', true, null],
    ['', false, null],
    ['', true, /Give a price/],
    ['1,5', true, /Write it as/],
    ['0.123456789', false, /Write it as/],
    ['-1', false, /Write it as/],
  ])('takes the rate %o (required: %o): %o', (value, isRequired, problem) => {
    const found = checkRate(value, isRequired);
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatch(problem);
  });

  it.each([
    ['200 000', true],
    ['1', true],
    ['0', false],
    ['1.5', false],
    ['', false],
    ['many', false],
  ])('takes the size %o: %o', (value, isGood) => {
    expect(checkAbove(value) === null).toBe(isGood);
  });
});

it('begins days where the reporting zone does, also where clocks change', () => {
  expect(startOfDay('2026-10-25', 'Europe/Berlin')?.toISOString()).toBe('2026-10-24T22:00:00.000Z');
  expect(startOfDay('2026-10-25', 'Europe/Berlin', 1)?.toISOString()).toBe(
    '2026-10-25T23:00:00.000Z',
  );
  expect(startOfDay('soon', 'UTC')).toBeUndefined();
  expect(dayOf(new Date('2026-11-20T23:30:00Z'), 'Europe/Berlin')).toBe('2026-11-21');
});

it.each([
  ['3', '$3.00'],
  ['2.5', '$2.50'],
  ['0.003625', '$0.003625'],
])('writes the rate %o as %o', (usd, text) => expect(formatRate(usd)).toBe(text));
