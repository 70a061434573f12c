import type { FirstSteps } from '@taffrail/contract';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { Database, Transaction } from '../platform/db/database.ts';
import { seal, unseal } from '../platform/seal.ts';
import {
  clearSealedKeys,
  findEarliestActivity,
  findNotedEvent,
  findSealedKey,
  noteEvent,
} from './first-steps.store.ts';

const purpose = 'first ingest key';

/** The key that a first start makes is kept, so that it can be shown until it has been used. */
export const sealFirstKey = (secret: string, key: string): Buffer => seal(secret, purpose, key);

/** The first ingest key in the clear, as long as no event has come in. */
export const openFirstKey = async (
  db: Database | Transaction,
  clock: Clock,
  secret: string,
): Promise<string | undefined> => {
  if (await findFirstEvent(db, clock)) return undefined;
  const sealed = await findSealedKey(db);
  return sealed && unseal(secret, purpose, sealed);
};

const NotedEvent = z.object({ action: z.string(), receivedAt: z.string() });

/**
 * The first event that was ever found: noted once, so that it stays when its row has been dropped.
 * What was sealed for the time before it is cleared then.
 */
export const findFirstEvent = async (
  db: Database | Transaction,
  clock: Clock,
): Promise<FirstSteps['firstEvent']> => {
  const noted = await findNotedEvent(db);
  if (noted !== undefined) return NotedEvent.parse(noted);
  const earliest = await findEarliestActivity(db);
  if (!earliest) return null;
  const event = { action: earliest.action, receivedAt: earliest.received_at.toISOString() };
  await noteEvent(db, event, clock.now());
  await clearSealedKeys(db);
  return event;
};
