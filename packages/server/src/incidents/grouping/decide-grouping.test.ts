import { defaultGroupingRules, type GroupingRules, type Severity } from '@taffrail/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertChange } from './alert-change.ts';
import { decideGrouping } from './decide-grouping.ts';
import { isActive, type GroupedIncident, type GroupingWorld } from './grouped-incident.ts';

const start = Date.parse('2026-11-21T10:00:00Z');
const at = (minutes: number): Date => new Date(start + minutes * 60_000);

const change = (given: Partial<AlertChange> = {}): AlertChange => ({
  alertId: 'a',
  sourceKind: 'alertmanager',
  sourceId: 's',
  name: 'Down',
  severity: 'warning',
  status: 'firing',
  previousStatus: null,
  service: null,
  groupKey: null,
  labels: {},
  at: at(0),
  ...given,
});

/** Remembers from call to call, as the tables do. */
const createWorld = (rules: Partial<GroupingRules> = {}) => {
  const world: GroupingWorld = { incidents: new Map(), memberships: new Map(), keys: new Map() };
  let ids = 0;
  const tell = (...changes: AlertChange[]) =>
    decideGrouping(changes, world, {
      rules: { ...defaultGroupingRules, ...rules },
      newId: () => `i${(ids += 1)}`,
    });
  const of = (alertId: string): GroupedIncident => {
    const incident = world.incidents.get(world.memberships.get(alertId)?.incidentId ?? '');
    if (!incident) throw new Error(`${alertId} is in no incident`);
    return incident;
  };
  return { world, tell, of };
};

describe('which alerts are one incident', () => {
  it('opens one for an alert that has nothing in common with others', () => {
    const { tell, world } = createWorld();
    const { grouped } = tell(change({ alertId: 'a' }), change({ alertId: 'b' }));
    expect([...grouped.values()].map((each) => each.change)).toEqual(['opened', 'opened']);
    expect(world.incidents.size).toBe(2);
  });

  it('keeps a group of a source together, however long it lasts', () => {
    const { tell, of } = createWorld();
    tell(change({ alertId: 'a', groupKey: 'g' }));
    const { grouped } = tell(change({ alertId: 'b', groupKey: 'g', at: at(600) }));
    expect(grouped.get('b')).toMatchObject({ incidentId: of('a').id, change: 'joined' });
    expect(of('a')).toMatchObject({ alertCount: 2, firingCount: 2 });
  });

  it('keeps the groups of two sources apart', () => {
    const { tell, of } = createWorld();
    const one = change({ alertId: 'a', groupKey: 'g' });
    tell(one, { ...one, alertId: 'b', sourceId: 't' });
    expect(of('a')).not.toBe(of('b'));
  });

  it('puts what concerns one service together within the window', () => {
    const { tell, of } = createWorld();
    tell(change({ alertId: 'a', service: 'shop' }));
    tell(change({ alertId: 'b', service: 'shop', at: at(10), sourceId: 'other' }));
    // Nobody else came for longer than the window.
    tell(change({ alertId: 'c', service: 'shop', at: at(21) }));
    expect(of('b')).toBe(of('a'));
    expect(of('c')).not.toBe(of('a'));
  });

  it('groups by all labels that the rules name, or not at all', () => {
    const { tell, of } = createWorld({ labels: ['service', 'cluster'] });
    const labels = { cluster: 'eu' };
    tell(change({ alertId: 'a', service: 'shop', labels }));
    tell(change({ alertId: 'b', labels: { ...labels, service: 'shop' } }));
    tell(change({ alertId: 'c', service: 'shop' }));
    tell(change({ alertId: 'd', service: 'shop', labels: { cluster: 'us' } }));
    expect(of('b')).toBe(of('a'));
    expect(new Set([of('a'), of('c'), of('d')]).size).toBe(3);
  });

  it('groups nothing where nothing is to be grouped', () => {
    const { tell, world } = createWorld({ bySourceGroup: false, labels: [] });
    for (const alertId of ['a', 'b', 'c'])
      tell(change({ alertId, service: 'shop', groupKey: 'g' }));
    expect(world.incidents.size).toBe(3);
  });
});

describe('what becomes of an incident', () => {
  it('is as bad as the worst of its alerts was, and never less', () => {
    const { tell, of } = createWorld();
    tell(change({ severity: 'info' }));
    expect(tell(change({ severity: 'critical' })).grouped.get('a')?.change).toBe('raised');
    expect(tell(change({ severity: 'info' })).grouped.get('a')?.change).toBe('none');
    expect(of('a').severity).toBe('critical');
  });

  it('resolves by itself with the last of its alerts', () => {
    const { tell, of } = createWorld();
    tell(change({ alertId: 'a', groupKey: 'g' }), change({ alertId: 'b', groupKey: 'g' }));
    const first = tell(change({ alertId: 'a', status: 'resolved', at: at(3) }));
    expect(first.grouped.get('a')?.change).toBe('none');
    const last = tell(change({ alertId: 'b', status: 'resolved', at: at(5) }));
    expect(last.grouped.get('b')?.change).toBe('resolved');
    expect(of('a')).toMatchObject({ state: 'resolved', resolvedAt: at(5), firingCount: 0 });
  });

  it('is opened again by what fires again soon, and followed by another later', () => {
    const { tell, of, world } = createWorld({ reopenMinutes: 60 });
    tell(change());
    tell(change({ status: 'resolved', at: at(5) }));
    expect(tell(change({ at: at(65) })).grouped.get('a')?.change).toBe('reopened');
    expect(of('a')).toMatchObject({ state: 'open', resolvedAt: null });
    tell(change({ status: 'resolved', at: at(70) }));
    const first = of('a');
    expect(tell(change({ at: at(131) })).grouped.get('a')?.change).toBe('opened');
    expect(of('a')).toMatchObject({ follows: first.id, alertCount: 1 });
    expect(world.incidents.size).toBe(2);
  });

  it('stays as somebody left it while nothing worse is told', () => {
    const { tell, of } = createWorld();
    tell(change());
    Object.assign(of('a'), { state: 'resolved', resolvedAt: at(1) });
    expect(tell(change({ at: at(2) })).grouped.get('a')?.change).toBe('none');
    expect(of('a').state).toBe('resolved');
    tell(change({ at: at(3), severity: 'critical' }));
    expect(of('a')).toMatchObject({ state: 'open', severity: 'critical' });
  });

  it('is not opened for what is over before anybody knew of it', () => {
    const { tell, world } = createWorld();
    expect(tell(change({ status: 'resolved' })).grouped.size).toBe(0);
    expect(world.incidents.size).toBe(0);
  });

  it('takes an alert that fired and ended in one delivery', () => {
    const { tell, of } = createWorld();
    const { grouped } = tell(change(), change({ status: 'resolved', at: at(1) }));
    expect(grouped.get('a')).toMatchObject({ change: 'opened', incidentOpened: true });
    expect(of('a')).toMatchObject({ state: 'resolved', alertCount: 1, firingCount: 0 });
  });
});

const step = fc.record({
  alertId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  severity: fc.constantFrom<Severity>('critical', 'warning', 'info'),
  status: fc.constantFrom<AlertChange['status']>('firing', 'resolved'),
  groupKey: fc.constantFrom(null, 'g', 'h'),
  service: fc.constantFrom(null, 'shop', 'mail'),
  wait: fc.integer({ min: 0, max: 90 }),
});

/** After whatever history, told at once or one by one. */
it('counts its alerts right, is over exactly when none fires, and holds each once', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.boolean(), (steps, atOnce) => {
      const { world, tell } = createWorld();
      let minutes = 0;
      const changes = steps.map(({ wait, ...given }) =>
        change({ ...given, at: at((minutes += wait)) }),
      );
      if (atOnce) tell(...changes);
      else for (const each of changes) tell(each);
      for (const incident of world.incidents.values()) {
        const members = [...world.memberships].filter(([, m]) => m.incidentId === incident.id);
        const firing = members.filter(([, m]) => m.status === 'firing').length;
        expect(incident.firingCount).toBe(firing);
        expect(incident.alertCount).toBeGreaterThanOrEqual(members.length);
        // Nobody but the alerts did anything.
        expect(isActive(incident)).toBe(firing > 0);
        expect(incident.resolvedAt === null).toBe(isActive(incident));
      }
      const fired = new Set(changes.filter((c) => c.status === 'firing').map((c) => c.alertId));
      expect(new Set(world.memberships.keys())).toEqual(fired);
    }),
  );
});
