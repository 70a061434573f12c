import { expect, it } from 'vitest';
import { toRetention } from './retention.ts';

it('is a share of those who began, and unfinished in the month under way', () => {
  const { cells } = toRetention({ month: '2026-10', started: 8, paying: [8, 6] });
  expect(cells).toEqual([
    { age: 0, share: 1, paying: 8, isUnfinished: false },
    { age: 1, share: 0.75, paying: 6, isUnfinished: true },
  ]);
});

it('is no share where nobody began', () => {
  const { cells } = toRetention({ month: '2026-11', started: 0, paying: [0] });
  expect(cells).toEqual([{ age: 0, share: null, paying: 0, isUnfinished: true }]);
});
