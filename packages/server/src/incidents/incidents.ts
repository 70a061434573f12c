import type { Clock } from '../platform/clock.ts';
import type { Transaction } from '../platform/db/database.ts';
import { uuidV7 } from '../platform/ids.ts';
import type { AlertChange, Grouped } from './grouping/alert-change.ts';
import { decideGrouping } from './grouping/decide-grouping.ts';
import { eventsOfGrouping } from './grouping/events-of-grouping.ts';
import { groupingKeysOf } from './grouping/grouping-keys.ts';
import { readWorld, storeIncidents, storeMemberships } from './grouping/grouping-world.ts';
import { lockGrouping } from './grouping/grouping.store.ts';
import { insertEvents } from './record/events.store.ts';
import { readGroupingRules } from './rules/rules.ts';

export { acknowledge, close, reopen, resolve, unacknowledge } from './acting/actions.ts';
export type { ActTarget, ActingContext } from './acting/act.ts';
export { incidentBulkHandlers } from './bulk.ts';
export type { AlertChange, Grouped, GroupingChange } from './grouping/alert-change.ts';

interface GroupingContext {
  readonly tx: Transaction;
  readonly clock: Clock;
}

const isGiven = (key: string | undefined): key is string => key !== undefined;

/**
 * Puts alerts into incidents, and says what that did: by alert, without those that were over before
 * anybody knew of them. Changes are taken in their order; one alert may change more than once. Safe
 * when several transactions group at the same time; a dozen statements however many changes.
 *
 * Whoever calls it announces `incidents` after the commit.
 */
export const groupAlerts = async (
  { tx, clock }: GroupingContext,
  changes: readonly AlertChange[],
): Promise<ReadonlyMap<string, Grouped>> => {
  if (changes.length === 0) return new Map();
  await lockGrouping(tx);
  const rules = await readGroupingRules(tx);
  const alertIds = new Set(changes.map(({ alertId }) => alertId));
  const keys = new Set(
    changes.flatMap((change) => Object.values(groupingKeysOf(change, rules)).filter(isGiven)),
  );
  const world = await readWorld(tx, [...alertIds], [...keys]);
  const decision = decideGrouping(changes, world, { rules, newId: () => uuidV7(clock) });
  const touched = [...world.incidents.values()].filter(({ isTouched }) => isTouched);
  await storeIncidents(tx, touched);
  await storeMemberships(tx, world, decision);
  await insertEvents(
    tx,
    touched.flatMap((incident) => eventsOfGrouping(incident, clock)),
  );
  return decision.grouped;
};
