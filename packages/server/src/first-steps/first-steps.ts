import type { FirstSteps } from '@taffrail/contract';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { Database, Transaction } from '../platform/db/database.ts';
import { seal, unseal } from '../platform/secrets/seal.ts';
import {
  clearSealedKeys,
  findEarliestActivity,
  findIngestKeyUse,
  findNotedEvent,
  findSealedKey,
  noteEvent,
} from './first-steps.store.ts';

const purpose = 'first ingest key';

/** The key that a first start makes is kept, so that it can be shown until it has been used. */
export const sealFirstKey = (secret: string, key: string): Buffer => seal(secret, purpose, key);

interface Rules {
  readonly clock: Clock;
  readonly secret: string;
  /** In a demo events come anyway: only the use of another key than this tells of own ones. */
  readonly demo?: { readonly keyId: string } | undefined;
}

/** The first ingest key in the clear, as long as no event has come in. */
export const openFirstKey = async (
  db: Database | Transaction,
  rules: Rules,
): Promise<string | undefined> => {
  if (await findFirstEvent(db, rules)) return undefined;
  const sealed = await findSealedKey(db);
  return sealed && unseal(rules.secret, purpose, sealed);
};

const NotedEvent = z.object({ action: z.string().nullable(), receivedAt: z.string() });

/**
 * The first event that was ever found: noted once, so that it stays when its row has been dropped.
 * What was sealed for the time before it is cleared then.
 */
export const findFirstEvent = async (
  db: Database | Transaction,
  { clock, demo }: Pick<Rules, 'clock' | 'demo'>,
): Promise<FirstSteps['firstEvent']> => {
  const noted = await findNotedEvent(db);
  if (noted !== undefined) return NotedEvent.parse(noted);
  const event = await (demo ? findOwnKeyUse(db, demo.keyId) : findEvent(db));
  if (!event) return null;
  await noteEvent(db, event, clock.now());
  await clearSealedKeys(db);
  return event;
};

const findEvent = async (db: Database | Transaction): Promise<FirstSteps['firstEvent']> => {
  const earliest = await findEarliestActivity(db);
  return earliest
    ? { action: earliest.action, receivedAt: earliest.received_at.toISOString() }
    : null;
};

const findOwnKeyUse = async (
  db: Database | Transaction,
  demoKeyId: string,
): Promise<FirstSteps['firstEvent']> => {
  const usedAt = await findIngestKeyUse(db, demoKeyId);
  return usedAt ? { action: null, receivedAt: usedAt.toISOString() } : null;
};
