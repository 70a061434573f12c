import { SkipReason } from '@taffrail/contract';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StageResult } from '../alert-runs.ts';
import {
  begin,
  hasEnded,
  markFailed,
  markRetry,
  mostInterruptions,
  mostRetries,
  refuseFail,
  refuseRetry,
  settle,
  stageOrder,
  type Progress,
} from './machine.ts';

const fresh: Progress = {
  state: 'pending',
  stage: 'check',
  attempt: 1,
  stageAttempt: 0,
  stageFailures: 0,
  stageInterruptions: 0,
  failedStages: [],
};

const failed = { state: 'failed', errorType: 'TimeoutError', message: 'late' } as const;

const result: fc.Arbitrary<StageResult> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ state: 'succeeded' } as const) },
  fc.record({
    state: fc.constant('skipped' as const),
    reason: fc.constantFrom(...SkipReason.options),
  }),
  fc.constant(failed),
  fc.record({
    state: fc.constant('failed' as const),
    errorType: fc.constant('RateLimited'),
    message: fc.constant('later'),
    retryAfterMs: fc.integer({ min: -5, max: 10 ** 9 }),
  }),
  fc.constant({ ...failed, isFinal: true }),
);

/** `begin` is a worker that has the run; while it is running that one follows a crash. */
const event = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'begin' } as const) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('end' as const), result }) },
  fc.constant({ kind: 'retry' } as const),
  fc.constant({ kind: 'fail' } as const),
);
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

/** As the engine and operators do it: only what is possible. */
const apply = (progress: Progress, what: Event): Progress => {
  if (what.kind === 'begin') return begin(progress)?.progress ?? progress;
  if (what.kind === 'end')
    return progress.state === 'running' ? settle(progress, what.result).progress : progress;
  if (what.kind === 'retry') return refuseRetry(progress) === null ? markRetry(progress) : progress;
  return refuseFail(progress) === null ? markFailed(progress) : progress;
};

const indexOf = ({ stage }: Progress): number => stageOrder.indexOf(stage);
const keyOf = ({ stage, stageAttempt }: Progress): string => `${stage}:${stageAttempt}`;

describe('a run, whatever happens to it', () => {
  it('never goes back, and never begins the same attempt of a stage twice', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 80 }), (events) => {
        const begun = new Set<string>();
        let now = fresh;
        for (const what of events) {
          const next = apply(now, what);
          expect(indexOf(next)).toBeGreaterThanOrEqual(indexOf(now));
          expect(next.attempt).toBeGreaterThanOrEqual(now.attempt);
          const isBegun = next.state === 'running' && (now.state !== 'running' || next !== now);
          if (isBegun) {
            expect(begun).not.toContain(keyOf(next));
            begun.add(keyOf(next));
          }
          now = next;
        }
      }),
    );
  });

  it('leaves success never, and failure by a retry only', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 80 }), (events) => {
        let now = fresh;
        for (const what of events) {
          const next = apply(now, what);
          if (now.state === 'succeeded') expect(next).toEqual(now);
          if (now.state === 'failed' && next.state !== 'failed') {
            expect(what.kind).toBe('retry');
            expect(next).toMatchObject({
              state: 'retrying',
              attempt: now.attempt + 1,
              stage: now.stage,
            });
          }
          now = next;
        }
      }),
    );
  });

  it('succeeds only when its last stage did, or was rightly skipped', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 80 }), (events) => {
        let now = fresh;
        for (const what of events) {
          const next = apply(now, what);
          if (next.state === 'succeeded' && now.state !== 'succeeded') {
            expect(now).toMatchObject({ state: 'running', stage: 'notify' });
            expect(what).toMatchObject({ kind: 'end' });
            if (what.kind !== 'end') continue;
            expect(what.result.state).not.toBe('failed');
            if (what.result.state === 'skipped')
              expect(what.result.reason).not.toBe('upstream_failed');
          }
          now = next;
        }
      }),
    );
  });

  it('names every stage of which an execution failed, in their order', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 80 }), (events) => {
        let now = fresh;
        const failedStages = new Set<string>();
        for (const what of events) {
          const isCrash = what.kind === 'begin' || what.kind === 'fail';
          const isFailure = what.kind === 'end' && what.result.state === 'failed';
          if (now.state === 'running' && (isCrash || isFailure)) failedStages.add(now.stage);
          now = apply(now, what);
          expect(now.failedStages).toEqual(stageOrder.filter((name) => failedStages.has(name)));
        }
      }),
    );
  });

  it('can be retried when it failed and ended while it did not, and says why not else', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 80 }), (events) => {
        const now = events.reduce(apply, fresh);
        expect(refuseRetry(now) === null).toBe(now.state === 'failed');
        expect(refuseFail(now) === null).toBe(!hasEnded(now.state));
      }),
    );
  });
});

describe('settle', () => {
  const running = (stage: Progress['stage']): Progress => ({
    ...fresh,
    state: 'running',
    stage,
    stageAttempt: 1,
  });

  it('tries a stage again in growing pauses, three times', () => {
    const pauses: (number | undefined)[] = [];
    let now = running('notify');
    for (let tries = 0; tries <= mostRetries; tries += 1) {
      const settled = settle(now, failed);
      pauses.push(settled.retryInMs);
      now = begin(settled.progress)?.progress ?? settled.progress;
    }
    expect(pauses).toEqual([2_000, 8_000, 32_000, undefined]);
    expect(now).toMatchObject({ state: 'failed', attempt: 1 + mostRetries, stageAttempt: 4 });
  });

  it('waits as long as whoever refused it says, but at most an hour', () => {
    const later = (retryAfterMs: number) =>
      settle(running('notify'), { ...failed, retryAfterMs }).retryInMs;
    expect([later(1_500), later(-1), later(10 ** 9)]).toEqual([1_500, 0, 3_600_000]);
  });

  it('tries nothing again that is final', () => {
    const settled = settle(running('notify'), { ...failed, isFinal: true });
    expect(settled).toMatchObject({
      progress: { state: 'failed', stage: 'notify' },
      failure: { errorType: 'TimeoutError', message: 'late' },
    });
    expect(settled.retryInMs).toBeUndefined();
  });

  it('goes on behind a check or an analysis that fails for good: the alert is told', () => {
    for (const [stage, next] of [
      ['check', 'analyze'],
      ['analyze', 'notify'],
    ] as const) {
      const { progress, failure } = settle(running(stage), { ...failed, isFinal: true });
      expect(progress).toMatchObject({ state: 'running', stage: next, failedStages: [stage] });
      expect(progress.stageAttempt).toBe(1);
      expect(failure).toBeUndefined();
      const cutOff = { ...running(stage), stageInterruptions: mostInterruptions };
      expect(begin(cutOff)).toMatchObject({ progress: { state: 'running', stage: next } });
    }
  });

  it('goes on behind a stage that was skipped', () => {
    const settled = settle(running('check'), { state: 'skipped', reason: 'not_applicable' });
    expect(settled.progress).toMatchObject({ state: 'running', stage: 'analyze', stageAttempt: 1 });
  });

  it('fails when the last stage was skipped for want of those before', () => {
    const skipped = { state: 'skipped', reason: 'upstream_failed' } as const;
    expect(settle(running('notify'), skipped)).toMatchObject({
      progress: { state: 'failed' },
      failure: { errorType: 'upstream_failed' },
    });
  });
});

it('gives up a stage under which the process ends again and again', () => {
  let now = begin({ ...fresh, stage: 'notify' })?.progress ?? fresh;
  for (let crashes = 0; crashes < mostInterruptions; crashes += 1) {
    now = begin(now)?.progress ?? now;
    expect(now.state).toBe('running');
  }
  expect(begin(now)).toMatchObject({ progress: { state: 'failed' }, interrupted: true });
});
