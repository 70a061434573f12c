import { flapping } from '@taffrail/contract';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertState } from './alert-state.ts';
import { cleanReport } from './clean-report.ts';
import { foldReport, type Folded, type Told } from './fold-report.ts';
import type { AlertReport } from './report.ts';

const begin = Date.parse('2026-11-21T10:00:00Z');
const at = (minutes: number): Date => new Date(begin + minutes * 60_000);
const source = {
  kind: 'alertmanager',
  id: '01938f00-0000-7000-8000-000000000001',
  name: 'Prometheus',
} as const;

const told = (minutes: number, given: Partial<AlertReport> = {}): Told => ({
  report: cleanReport(
    {
      fingerprint: 'f1',
      name: 'HighErrorRate',
      severity: 'warning',
      status: 'firing',
      description: null,
      labels: { instance: 'web-1' },
      annotations: {},
      service: 'checkout',
      groupKey: null,
      url: null,
      startedAt: at(minutes),
      endedAt: null,
      traceId: null,
      isAcknowledgedBySender: false,
      ...given,
    },
    at(minutes),
  ),
  receivedAt: at(minutes),
  source,
  deliveryId: null,
});
const ended = (minutes: number, given: Partial<AlertReport> = {}): Told =>
  told(minutes, { status: 'resolved', endedAt: at(minutes), startedAt: at(0), ...given });

/** Reads them in this order. */
const read = (...reports: readonly Told[]): readonly Folded[] => {
  const folded: Folded[] = [];
  for (const one of reports)
    folded.push(foldReport(folded.at(-1)?.state, one, () => 'the one alert'));
  return folded;
};
const last = (...reports: readonly Told[]): Folded => {
  const folded = read(...reports).at(-1);
  if (!folded) throw new Error('Nothing was read.');
  return folded;
};

describe('an alert', () => {
  it('opens with the first report, and matters', () => {
    const { state, effect } = last(told(0));
    expect(effect).toEqual({ kind: 'opened', changes: [], matters: 'created' });
    expect(state).toMatchObject({ status: 'firing', occurrences: 1, version: 1, endedAt: null });
  });

  it('that is over when it is first heard of is kept, and bothers nobody', () => {
    const { state, effect } = last(ended(5));
    expect(effect).toMatchObject({ kind: 'resolved', matters: undefined });
    expect(state).toMatchObject({ status: 'resolved', occurrences: 0, endedAt: at(5) });
  });

  it('that is told again counts, and changes nothing else', () => {
    const { state, effect } = last(told(0), told(240, { startedAt: at(0) }));
    expect(effect).toEqual({ kind: 'repeated', changes: [], matters: undefined });
    expect(state).toMatchObject({
      occurrences: 2,
      version: 1,
      startedAt: at(0),
      firstSeenAt: at(0),
      lastSeenAt: at(240),
    });
  });

  it.each([
    ['a number in its text', { description: '94 % failed' }, 'description', undefined],
    ['an annotation', { annotations: { summary: 'worse' } }, 'annotations.summary', undefined],
    ['its severity', { severity: 'critical' }, 'severity', 'severity'],
    ['the place', { labels: { instance: 'web-2' } }, 'labels.instance', 'context'],
    ['the service', { service: 'search' }, 'service', 'context'],
  ] as const)('that changes %s says so, and what it is worth', (_, given, field, matters) => {
    const { effect } = last(told(0), told(10, given));
    expect(effect.kind).toBe('changed');
    expect(effect.changes.map((change) => change.field)).toEqual([field]);
    expect(effect.matters).toBe(matters);
  });

  it('resolves, and opens again when it fires again', () => {
    const [, over, again] = read(told(0), ended(4), told(30));
    expect(over?.effect).toMatchObject({ kind: 'resolved', matters: 'status' });
    expect(over?.state).toMatchObject({ status: 'resolved', endedAt: at(4), resolvedBy: null });
    expect(again?.effect).toMatchObject({ kind: 'reopened', matters: 'status' });
    expect(again?.state).toMatchObject({
      status: 'firing',
      startedAt: at(30),
      endedAt: null,
      occurrences: 2,
      version: 3,
    });
  });

  it('keeps how it ended when that is told again', () => {
    const { state } = last(told(0), ended(4), ended(9));
    expect(state.endedAt).toEqual(at(4));
  });

  it('is not opened by a report that was on its way when it ended', () => {
    const { state, effect } = last(told(0), ended(4), told(6, { startedAt: at(0) }));
    expect(effect.kind).toBe('late');
    expect(state).toMatchObject({ status: 'resolved', occurrences: 2, lastSeenAt: at(6) });
  });

  it('is opened when its source goes on saying that it fires', () => {
    const { state } = last(told(0), ended(4), told(244, { startedAt: at(0) }));
    expect(state.status).toBe('firing');
  });

  it('is not resolved by the end of what fired before', () => {
    const reports = [told(0), ended(4), told(30), ended(31, { endedAt: at(4) })];
    expect(last(...reports).state.status).toBe('firing');
  });

  it('flaps when it began three times within the hour, until that is an hour ago', () => {
    const thrice = [told(0), ended(2), told(10), ended(12), told(20)];
    expect(last(...thrice).state.flappingUntil).toEqual(new Date(begin + flapping.withinMs));
    expect(last(...thrice.slice(0, 3)).state.flappingUntil).toBeNull();
    expect(last(...thrice, ended(22), told(90)).state.flappingUntil).toBeNull();
  });
});

/** A history as its source lived it: each report is received later than the one before. */
const history = fc
  .array(fc.record({ fires: fc.boolean(), pause: fc.integer({ min: 1, max: 90 }) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((steps) => {
    let minutes = 0;
    let startedAt = at(0);
    let wasFiring = false;
    return steps.map(({ fires, pause }) => {
      minutes += pause;
      if (fires && !wasFiring) startedAt = at(minutes);
      wasFiring = fires;
      return fires ? told(minutes, { startedAt }) : ended(minutes, { startedAt });
    });
  });

const shuffled = history.chain((reports) =>
  fc.tuple(
    fc.constant(reports),
    fc.shuffledSubarray(reports, { minLength: reports.length, maxLength: reports.length }),
  ),
);

const lasting = ({ status, occurrences, firstSeenAt, lastSeenAt }: AlertState) => ({
  status,
  occurrences,
  firstSeenAt,
  lastSeenAt,
});

describe('reports in any order', () => {
  it('come to the same: status, occurrences, first and last seen', () => {
    fc.assert(
      fc.property(shuffled, ([inOrder, mixed]) => {
        expect(lasting(last(...mixed).state)).toEqual(lasting(last(...inOrder).state));
      }),
    );
  });

  it('end as the one says that was received last', () => {
    fc.assert(
      fc.property(shuffled, ([inOrder, mixed]) => {
        expect(last(...mixed).state.status).toBe(inOrder.at(-1)?.report.status);
      }),
    );
  });

  it('turn no version and no time back', () => {
    fc.assert(
      fc.property(shuffled, ([, mixed]) => {
        const states = read(...mixed).map(({ state }) => state);
        for (const [index, state] of states.entries()) {
          const before = states[index - 1];
          if (!before) continue;
          expect(state.version).toBeGreaterThanOrEqual(before.version);
          expect(state.settledAt >= before.settledAt).toBe(true);
          expect(state.endedAt === null).toBe(state.status === 'firing');
        }
      }),
    );
  });
});
