import { describe, expect, it } from 'vitest';
import { LoadTestsSearch, runFilters } from './load-tests-search.ts';

const plan = '0192f000-0000-7000-8000-00000000c01a';

describe('the filters of runs', () => {
  it('are read as they are written, in one order', () => {
    const filters = { verdict: 'failed', plan } as const;
    const texts = runFilters.write(filters);
    expect(texts).toEqual([`plan.in.${plan}`, 'verdict.in.failed']);
    expect(runFilters.read(texts)).toEqual(filters);
    expect(runFilters.write({})).toBeUndefined();
  });

  it.each([
    [`plan.in.${plan}`, true],
    ['verdict.in.missed', true],
    ['verdict.in.great', false],
    ['verdict.in.failed,passed', false],
    ['verdict.not.failed', false],
    ['plan.in.checkout', false],
    ['tool.in.k6', false],
  ])('%s: %s', (text, possible) => {
    expect(LoadTestsSearch.safeParse({ f: [text] }).success).toBe(possible);
  });
});
