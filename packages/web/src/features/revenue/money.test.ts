import { expect, it } from 'vitest';
import { formatChange, formatExactMoney } from './money.ts';

it.each([
  [48_210.5, 'eur', '€48,210.50'],
  [48_210, 'eur', '€48,210'],
  [1_200, 'jpy', '¥1,200'],
  [-3, 'usd', '−$3'],
])('%d in %s is %s', (amount, currency, text) => {
  expect(formatExactMoney(amount, currency)).toBe(text);
});

it.each([
  [49, '+€49'],
  [-12.5, '−€12.50'],
  [0, '€0'],
])('a change of %d is %s', (amount, text) => {
  expect(formatChange(amount, 'eur')).toBe(text);
});
