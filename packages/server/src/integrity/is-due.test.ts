import { expect, it } from 'vitest';
import { isRunDue } from './is-due.ts';

const latestAt = new Date('2026-11-21T10:00:00Z');
const after = (minutes: number): Date => new Date(latestAt.getTime() + minutes * 60_000);
const past = { count: 100, hasEverChecked: true, latestAt, total: 44, checked: 44 };

it.each([
  ['a run that checked', past, 60],
  ['a run of which some timed out', { ...past, checked: 40 }, 60],
  ['a product without anything to check', { ...past, total: 0, checked: 0 }, 60],
  ['a product that was away', { ...past, checked: 0 }, 10],
  ['a product that has never been there', { ...past, hasEverChecked: false, checked: 0 }, 10],
  ['the first attempt', { ...past, hasEverChecked: false, checked: 0, count: 1 }, 1],
])('comes back after %s in its time', (_, runs, minutes) => {
  expect([isRunDue(runs, after(minutes - 1)), isRunDue(runs, after(minutes))]).toEqual([
    false,
    true,
  ]);
});

it('begins at once', () => {
  const none = { count: 0, hasEverChecked: false, latestAt: null, total: null, checked: null };
  expect(isRunDue(none, latestAt)).toBe(true);
});
