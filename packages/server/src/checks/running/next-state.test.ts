import type { CheckResult } from '@taffrail/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextState, type CheckState } from './next-state.ts';

const fresh: CheckState = {
  result: null,
  resultSince: null,
  failures: 0,
  successes: 0,
  failingSince: null,
  alerting: null,
  alertingSince: null,
  isFlapping: false,
};
const letters = { o: 'ok', w: 'warning', c: 'critical', u: 'unknown' } as const;
const minute = (index: number): Date => new Date(Date.UTC(2026, 10, 21, 10, index));

/** What a check is after each of its runs, a minute apart. */
const states = (results: readonly CheckResult[], failuresBeforeAlert = 2): CheckState[] => {
  const all: CheckState[] = [];
  results.forEach((result, index) => {
    const before = results.slice(0, index).toReversed().slice(0, 20);
    const outcome = { at: minute(index), result, before };
    all.push(nextState(all.at(-1) ?? fresh, outcome, failuresBeforeAlert));
  });
  return all;
};
const read = (text: string): CheckResult[] =>
  Array.from(text, (letter) => letters[letter as keyof typeof letters]);
const alerting = (text: string, failures = 2): string =>
  states(read(text), failures)
    .map((state) => state.alerting?.[0] ?? '.')
    .join('');

describe('an alert of a check', () => {
  it.each([
    // Not at the first spike.
    ['oooco', 2, '.....'],
    ['oocc', 2, '...c'],
    ['oc', 1, '.c'],
    // As severe as all of those in a row.
    ['wwcc', 2, '.wwc'],
    ['ccww', 2, '.ccw'],
    ['wcwc', 2, '.www'],
    ['cwwo', 2, '.ww.'],
    // What nobody knows raises and resolves nothing.
    ['cucuc', 2, '..ccc'],
    ['ccuuo', 2, '.ccc.'],
    ['uuuu', 1, '....'],
    ['ccoc', 2, '.c..'],
  ])('of %s after %i bad ones is %s', (results, failures, expected) => {
    expect(alerting(results, failures)).toBe(expected);
  });

  it('begins with the first of the bad results', () => {
    expect(states(read('ooccc'), 3).at(-1)).toMatchObject({
      alerting: 'critical',
      alertingSince: minute(2),
      failures: 3,
      result: 'critical',
      resultSince: minute(2),
    });
  });
});

describe('a check that goes to and fro', () => {
  it('is flapping from six changes in twenty results on, until there are three', () => {
    const flags = states(read('ococococ' + 'o'.repeat(20)), 1).map((state) => state.isFlapping);
    expect(flags.indexOf(true)).toBe(6);
    expect(flags.lastIndexOf(true)).toBeLessThan(28);
    expect(flags.at(-1)).toBe(false);
    // Once.
    expect(flags.filter((flag, index) => flag !== flags[index - 1])).toHaveLength(3);
  });

  it('holds its alert until five good results in a row', () => {
    expect(alerting('ocococococoooooo', 1)).toBe('.c.c.ccccccccc..');
  });
});

it('alerts only after so many bad results, and never without one that is known', () => {
  const result = fc.constantFrom<CheckResult>('ok', 'warning', 'critical', 'unknown');
  fc.assert(
    fc.property(
      fc.array(result, { maxLength: 60 }),
      fc.integer({ min: 1, max: 5 }),
      (results, failures) => {
        let before = fresh;
        for (const [index, state] of states(results, failures).entries()) {
          const now = results[index];
          if (state.alerting !== null && before.alerting === null) {
            const known = results.slice(0, index + 1).filter((one) => one !== 'unknown');
            const last = known.slice(-failures);
            expect(last).toHaveLength(failures);
            expect(last).not.toContain('ok');
          }
          if (state.alerting === null && before.alerting !== null) expect(now).toBe('ok');
          expect(state.alertingSince === null).toBe(state.alerting === null);
          expect(state.failures === 0 || state.successes === 0).toBe(true);
          before = state;
        }
      },
    ),
  );
});
