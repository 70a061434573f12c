import type { Database } from '../platform/db/database.ts';
import { isDatabaseAway } from '../platform/db/failures.ts';
import { together } from '../platform/reading/together.ts';
import {
  enqueueReadings,
  insertDeliveries,
  lockAndFindDeliveries,
  nameOf,
} from './deliveries.store.ts';
import type { NewDelivery } from './inbox.store.ts';

/** Resolves after the commit, with the id under which it lies: its own, or of the same sent before. */
export type StoreDelivery = (delivery: NewDelivery) => Promise<string>;

type Outcome = { readonly id: string } | { readonly error: unknown };

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
    await insertDeliveries(tx, fresh);
    await enqueueReadings(tx, fresh);
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
