import type { Database, Transaction } from '../platform/db/database.ts';
import { isDatabaseAway } from '../platform/db/failures.ts';
import { together } from '../platform/reading/together.ts';
import {
  enqueueReadings,
  insertDeliveries,
  lockAndFindDeliveries,
  nameOf,
} from './deliveries.store.ts';
import { lockDisabled } from './held/held.store.ts';
import type { NewDelivery } from './inbox.store.ts';

/** Resolves after the commit, with the id under which it lies: its own, or of the same sent before. */
export type StoreDelivery = (delivery: NewDelivery) => Promise<string>;

type Outcome = { readonly id: string } | { readonly error: unknown };

const heldOf = ({ isHeld, sender }: NewDelivery): string[] =>
  isHeld && 'sourceId' in sender ? [sender.sourceId] : [];

/** One whose source was enabled a moment ago is read like any other. */
const settleHeld = async (
  tx: Transaction,
  deliveries: readonly NewDelivery[],
): Promise<readonly NewDelivery[]> => {
  const held = deliveries.flatMap(heldOf);
  if (held.length === 0) return deliveries;
  const disabled = await lockDisabled(tx, held);
  return deliveries.map((delivery) => ({
    ...delivery,
    isHeld: heldOf(delivery).some((id) => disabled.has(id)),
  }));
};

const storeInOne = (
  db: Database,
  deliveries: readonly NewDelivery[],
): Promise<Map<NewDelivery, Outcome>> =>
  db.transaction().execute(async (tx) => {
    const known = await lockAndFindDeliveries(tx, deliveries);
    const outcomes = new Map<NewDelivery, Outcome>();
    const fresh: NewDelivery[] = [];
    for (const delivery of deliveries) {
      const name = nameOf(delivery);
      const before = name === undefined ? undefined : known.get(name);
      outcomes.set(delivery, { id: before ?? delivery.id });
      if (before !== undefined) continue;
      fresh.push(delivery);
      if (name !== undefined) known.set(name, delivery.id);
    }
    const settled = await settleHeld(tx, fresh);
    await insertDeliveries(tx, settled);
    await enqueueReadings(tx, settled);
    return outcomes;
  });

/** What fails together is tried apart, so that one does not take its neighbours down. */
const storeAll = async (
  db: Database,
  deliveries: readonly NewDelivery[],
): Promise<Map<NewDelivery, Outcome>> => {
  try {
    return await storeInOne(db, deliveries);
  } catch (error) {
    const outcomes = new Map<NewDelivery, Outcome>();
    for (const delivery of deliveries) {
      const alone =
        deliveries.length === 1 || isDatabaseAway(error)
          ? new Map([[delivery, { error }]])
          : await storeAll(db, [delivery]);
      for (const [one, outcome] of alone) outcomes.set(one, outcome);
    }
    return outcomes;
  }
};

/** Deliveries that arrive while others are being stored share the next transaction. */
export const createDeliveryStore = (db: Database): StoreDelivery => {
  const store = together<NewDelivery, Outcome>(async (deliveries) => {
    const outcomes = await storeAll(db, deliveries);
    return (delivery) =>
      outcomes.get(delivery) ?? { error: new Error('A delivery was stored without an answer.') };
  }, 0);
  return async (delivery) => {
    const outcome = await store(delivery);
    if ('error' in outcome) throw outcome.error;
    return outcome.id;
  };
};
