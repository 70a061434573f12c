import type { IncomingHttpHeaders } from 'node:http';
import { IngestScope, type SourceKind } from '@taffrail/contract';
import { raise } from '../platform/http/api-error.ts';
import { uuidV7 } from '../platform/ids.ts';
import type { AppContext } from '../slice.ts';
import { findSource } from '../sources/sources.ts';
import type { Arrival, HookDriver } from './inbox.ts';
import { enqueueReading, insertDelivery, lockAndFindDelivery, type Sender } from './inbox.store.ts';

type InboxContext = Pick<AppContext, 'db' | 'clock' | 'secret' | 'keys' | 'changes'>;

export interface KnownSender {
  readonly sender: Sender;
  /** What it signs with, where that is known. */
  readonly secret: string | undefined;
}

const hasScope = (kind: SourceKind, scopes: readonly IngestScope[]): boolean => {
  const scope = IngestScope.safeParse(kind);
  return scope.success && scopes.includes(scope.data);
};

/**
 * Whose key stands in the address: the source's own, or an ingest key with that scope.
 *
 * @throws `unauthenticated`
 */
export const requireSender = async (
  context: InboxContext,
  kind: SourceKind,
  key: string,
): Promise<KnownSender> => {
  const source = await findSource(context, kind, key);
  if (source) return { sender: { sourceId: source.id }, secret: source.secret };
  const found = await context.keys.find(key);
  if (found?.kind === 'ingest' && hasScope(kind, found.scopes))
    return { sender: { apiKeyId: found.id }, secret: undefined };
  return raise('unauthenticated', { message: 'The key in this address is unknown or revoked.' });
};

const secretHeader = /authorization|cookie|signature|token|secret|(^|-)key$/;

/** For whoever looks at it later: what it was sent with, without what would open a door. */
const keptHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || secretHeader.test(name) ? [] : [[name, [value].flat().join(', ')]],
    ),
  );

/**
 * Verifies and stores a delivery. Resolves after the commit; one that is known already is as good
 * as stored.
 *
 * @throws `unauthenticated`; what the database throws when it is away: the sender sends again
 */
export const acceptDelivery = async (
  { db, clock, changes }: InboxContext,
  driver: HookDriver,
  { sender, secret }: KnownSender,
  arrival: Arrival & { readonly query: Readonly<Record<string, string>> },
): Promise<{ id: string }> => {
  const receivedAt = clock.now();
  driver.verify?.(arrival, secret, receivedAt);
  const deliveryId = driver.deliveryId?.(arrival);
  const stored = await db.transaction().execute(async (tx) => {
    const { kind } = driver;
    if (deliveryId !== undefined) {
      const known = await lockAndFindDelivery(tx, { kind, sender, deliveryId });
      if (known !== undefined) return { id: known };
    }
    const id = uuidV7(clock);
    const { query, body } = arrival;
    const headers = keptHeaders(arrival.headers);
    await insertDelivery(tx, { id, receivedAt, kind, sender, deliveryId, query, headers, body });
    await enqueueReading(tx, { id, receivedAt });
    return { id };
  });
  changes.announce('inbox');
  return stored;
};
