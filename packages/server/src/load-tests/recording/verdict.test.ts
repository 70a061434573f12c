import { describe, expect, it } from 'vitest';
import { judge } from './verdict.ts';

const met = { metric: 'http_req_duration', condition: 'p(95)<500', isMet: true };
const crossed = { ...met, isMet: false };

describe('judge', () => {
  it.each([
    ['k6', [met], undefined, 'passed'],
    ['k6', [met, crossed], undefined, 'failed'],
    ['k6', [met, crossed], 0, 'failed'],
    ['k6', [met], 99, 'failed'],
    ['k6', [met], 105, 'aborted'],
    ['k6', [crossed], 108, 'aborted'],
    ['k6', [met], 1, 'passed'],
    ['k6', [], undefined, 'unknown'],
    ['k6', [], 0, 'passed'],
    ['k6', [], 97, 'failed'],
    ['k6', [], 107, 'aborted'],
    ['k6', [], 110, 'failed'],
    ['k6', [], 255, 'unknown'],
    ['artillery', [], 1, 'failed'],
    ['artillery', [], 99, 'unknown'],
    ['locust', [], 1, 'failed'],
    ['autocannon', [], 1, 'unknown'],
    ['autocannon', [], 130, 'aborted'],
  ] as const)('of %s with %j and exit code %s says %4$s', (tool, thresholds, code, verdict) => {
    expect(judge(tool, thresholds, code).verdict).toBe(verdict);
  });

  it('passes nothing of which a threshold is not told', () => {
    expect(judge('autocannon', [met], 0, ['p(95)'])).toEqual({
      verdict: 'unknown',
      reason: 'the report does not tell p(95), which a threshold is about',
    });
    expect(judge('autocannon', [crossed], 0, ['p(95)']).verdict).toBe('failed');
  });

  it('says what it rests on', () => {
    expect(judge('k6', [met, crossed], undefined).reason).toBe('1 of 2 thresholds crossed');
    expect(judge('k6', [], 105).reason).toBe('exit code 105 of k6: did not come to its end');
  });
});
