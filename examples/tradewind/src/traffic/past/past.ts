import { setImmediate as breathe } from 'node:timers/promises';
import type pg from 'pg';
import { hashPassword } from '../../users/passwords.ts';
import type { Clock } from '../clock.ts';
import { dayMs, hourMs } from '../durations.ts';
import { visitorPassword, type Customer, type World } from '../world/customer.ts';
import { formerCustomersOf } from '../world/former-customers.ts';
import { formerRecordsOf, introductionsOf } from './introduce.ts';
import type { PastRecord } from './past-record.ts';
import { relive, type Relived } from './relive.ts';
import type { Sender } from './send-records.ts';
import { stretchesOf, wholePast, type Stretch } from './stretches.ts';
import {
  markAllTold,
  markIntroduced,
  markSettled,
  markTold,
  settleCustomer,
  type Told,
} from './worlds.store.ts';

export interface PastOptions {
  readonly pool: pg.Pool;
  readonly world: World;
  readonly clock: Pick<Clock, 'now'>;
  readonly signal: AbortSignal;
}

/** Lets the API answer between visits: it shares this process. */
const liveThrough = async (
  world: World,
  customer: Customer,
  signal: AbortSignal,
  tell?: {
    readonly stretch: Stretch;
    readonly send: (records: readonly PastRecord[]) => Promise<void>;
  },
): Promise<Relived> => {
  const visits = relive(world, customer, tell?.stretch);
  for (let played = 0; ; played += 1) {
    const { done, value } = visits.next();
    if (done) return value;
    if (value.length > 0) await tell?.send(value);
    if (played % 25 === 0) await breathe(undefined, { signal });
  }
};

/** Taffrail refuses requests that are older than thirty days when they arrive. */
const oldestRequestMs = 30 * dayMs - hourMs;

const isTaken = (record: PastRecord, now: number): boolean =>
  record.kind !== 'api_request' || Date.parse(record.createdAt) > now - oldestRequestMs;

const sendTaken =
  (sender: Sender, clock: PastOptions['clock']) =>
  (records: readonly PastRecord[]): Promise<void> =>
    sender.send(records.filter((record) => isTaken(record, clock.now())));

/** How Taffrail is told of the newest days, and of how many customers it knows them. */
export interface NewestTold {
  readonly sender: Sender;
  readonly customers: number;
}

/**
 * Puts what customers have by now into Tradewind's tables: it is Tradewind's own past. Of those
 * that Taffrail has not been told of it hears the newest days at the same time, so that it need not
 * wait until all of them are settled.
 */
export const settlePast = async (
  { pool, world, clock, signal }: PastOptions,
  settledCustomers: number,
  onSettled: (customer: Customer) => void,
  newest?: NewestTold,
): Promise<void> => {
  const [stretch] = stretchesOf(world.beginsAt);
  const tell = newest && stretch && { stretch, send: sendTaken(newest.sender, clock) };
  // One for all: they are made up, and a hash for each would take half a minute.
  const password_hash = await hashPassword(visitorPassword, Buffer.from(world.seed));
  for (const [index, customer] of world.customers.entries()) {
    if (index < settledCustomers) continue;
    const isTold = newest !== undefined && index >= newest.customers;
    const { rows } = await liveThrough(world, customer, signal, isTold ? tell : undefined);
    if (isTold) {
      await newest.sender.flush();
      await markTold(pool, world.seed, { stretches: 0, customers: index + 1 });
    }
    rows.users = rows.users.map((user) => Object.assign(user, { password_hash }));
    await settleCustomer(pool, world.seed, rows);
    onSettled(customer);
  }
  await markSettled(pool, world.seed);
};

const hasChangedPlan = (
  { isEstablished, planChanges, closesAt }: Customer,
  beginsAt: number,
): boolean =>
  !isEstablished || closesAt !== undefined || planChanges.some(({ at }) => at < beginsAt);

/** By their names, before anything that they do. */
export const introduceCustomers = async (
  { world }: Pick<PastOptions, 'world'>,
  sender: Sender,
): Promise<void> => {
  for (const customer of world.customers)
    await sender.send(introductionsOf(customer, world.beginsAt));
  await sender.flush();
};

/** With what they pay: all of it at once, as the first that somebody wants to see. */
export const tellSubscriptions = async (
  { pool, world, signal }: PastOptions,
  sender: Sender,
): Promise<void> => {
  const { beginsAt } = world;
  const send = (records: readonly PastRecord[]): Promise<void> =>
    sender.send(records.filter(({ kind }) => kind === 'subscription'));
  for (const customer of world.customers)
    if (hasChangedPlan(customer, beginsAt))
      await liveThrough(world, customer, signal, { stretch: wholePast(beginsAt), send });
  for (const former of formerCustomersOf(world.seed, world.beginsAt))
    await sender.send(formerRecordsOf(former));
  await sender.flush();
  await markIntroduced(pool, world.seed);
};

/** Tells Taffrail what happened: the newest stretch of every customer, then the one before it. */
export const tellPast = async (
  { pool, world, clock, signal }: PastOptions,
  /** For the stretch with this number. */
  senderFor: (stretch: number) => Sender,
  told: Told,
): Promise<void> => {
  for (const [number, stretch] of stretchesOf(world.beginsAt).entries()) {
    if (number < told.stretches) continue;
    const sender = senderFor(number);
    const send = sendTaken(sender, clock);
    for (const [index, customer] of world.customers.entries()) {
      if (number === told.stretches && index < told.customers) continue;
      await liveThrough(world, customer, signal, { stretch, send });
      await sender.flush();
      await markTold(pool, world.seed, { stretches: number, customers: index + 1 });
    }
    await markTold(pool, world.seed, { stretches: number + 1, customers: 0 });
  }
  await markAllTold(pool, world.seed);
};
