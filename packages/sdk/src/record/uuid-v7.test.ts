import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createUuidV7 } from './uuid-v7.ts';

const form = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const timeOf = (id: string): number => Number.parseInt(id.replace('-', '').slice(0, 12), 16);

it('is of version 7 and carries the time it was given, in any order', () => {
  const makeId = createUuidV7();
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 48 - 1 }), (at) => {
      const id = makeId(at);
      expect(id).toMatch(form);
      expect(timeOf(id)).toBe(at);
    }),
  );
});

it('sorts as made within a millisecond', () => {
  const makeId = createUuidV7();
  const ids = Array.from({ length: 4_096 }, () => makeId(1_790_000_000_000));
  expect(ids).toEqual(ids.toSorted());
});

it('does not repeat, even when a millisecond has more than it can count', () => {
  const makeId = createUuidV7();
  const ids = Array.from({ length: 20_000 }, () => makeId(1_790_000_000_000));
  expect(new Set(ids).size).toBe(ids.length);
});
