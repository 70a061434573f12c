import { describe, expect, it } from 'vitest';
import { TestClock } from '../../../test/clock.ts';
import { createBatchReader } from '../reading/read-pending-batch.ts';
import { recordLines } from '../reading/record-source.ts';
import { takeGroup } from './take-group.ts';

const read = createBatchReader(new TestClock('2026-11-21T10:00:00Z'), {});
const prices = { find: () => undefined };
const login = '{"kind":"activity","action":"user.login"}\n';

const waitingFor = (name: string, rows: number, idempotencyKey?: string, keyId = 'key') => ({
  name,
  batch: read(recordLines(Buffer.from(login.repeat(rows))), { keyId, idempotencyKey, prices }),
});

/** The groups that a queue is written in, by the names of their batches. */
const groupsOf = (waiting: ReturnType<typeof waitingFor>[]): string[] => {
  const groups: string[] = [];
  while (waiting.length > 0)
    groups.push(
      takeGroup(waiting)
        .map(({ name }) => name)
        .join(''),
    );
  return groups;
};

describe('takeGroup', () => {
  it('takes ten thousand rows at most, in the order in which they came', () => {
    const a = waitingFor('a', 4_000);
    const b = waitingFor('b', 6_000);
    const c = waitingFor('c', 1);
    expect(groupsOf([a, b, c])).toEqual(['ab', 'c']);
    expect(groupsOf([c, a, b])).toEqual(['ca', 'b']);
  });

  it('takes batches without rows along', () => {
    expect(groupsOf([waitingFor('a', 10_000), waitingFor('b', 0)])).toEqual(['ab']);
  });

  it('takes an idempotency key once, and leaves the others where they were', () => {
    const queue = [
      waitingFor('a', 1, 'same'),
      waitingFor('b', 1, 'same'),
      waitingFor('c', 1),
      waitingFor('d', 1, 'same'),
      waitingFor('e', 1, 'same', 'another key'),
      waitingFor('f', 1, 'other'),
    ];
    expect(groupsOf(queue)).toEqual(['acef', 'b', 'd']);
  });
});
