import { describe, expect, it } from 'vitest';
import { toCoverage } from './coverage.ts';

const of = (checked: number, total: number) => ({ checked, total });

describe('toCoverage', () => {
  it.each([
    [of(41, 41), of(3, 3), '41 of 41 declared, 3 configured', true],
    [of(39, 41), of(3, 3), '39 of 41 declared, 3 configured', false],
    [of(0, 1_041), of(0, 3), '0 of 1,041 declared, 0 of 3 configured', false],
    [of(0, 0), of(0, 0), '0 of 0 declared, 0 configured', true],
  ])('says how much was checked', (declared, configured, text, isWhole) => {
    expect(toCoverage({ declared, configured })).toEqual({ text, isWhole });
  });
});
