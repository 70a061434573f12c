import { expect, it } from 'vitest';
import { isTypedCount } from './typed-count.ts';

it.each(['1243', '1,243', '1 243', '1.243', '1’243'])('%s is 1,243', (typed) => {
  expect(isTypedCount(typed, 1_243)).toBe(true);
});

it.each(['', '1,24', '12,43', '1243x', '-1243', '1,2430', 'all'])('%s is not', (typed) => {
  expect(isTypedCount(typed, 1_243)).toBe(false);
});
