import type { IncomingHttpHeaders } from 'node:http';
import { IngestScope, type SourceKind } from '@taffrail/contract';
import type { Key } from '../access/keys/key-ring.ts';
import { raise } from '../platform/http/api-error.ts';
import { uuidV7 } from '../platform/ids.ts';
import type { AppContext } from '../slice.ts';
import { findSource } from '../sources/sources.ts';
import type { HookDriver, Sample } from './inbox.ts';
import type { Sender } from './inbox.store.ts';
import { createDeliveryStore } from './store-deliveries.ts';

type InboxContext = Pick<AppContext, 'db' | 'clock' | 'secret' | 'keys' | 'changes'>;

export interface KnownSender {
  readonly sender: Sender;
  /** What it signs with, where that is known. */
  readonly secret: string | undefined;
  /** What it sends is stored, and read later. */
  readonly isDisabled?: boolean;
}

/** @throws `forbidden`, which names the scope */
const requireScope = (kind: SourceKind, { id, name, scopes }: Key): KnownSender => {
  const scope = IngestScope.safeParse(kind);
  if (scope.success && scopes.includes(scope.data))
    return { sender: { apiKeyId: id }, secret: undefined };
  const message = scope.success
    ? `The ingest key "${name}" lacks the scope ${kind}: it has ${scopes.join(', ')}.`
    : `No ingest key may send what ${kind} sends: connect a source of that kind.`;
  return raise('forbidden', { message, details: { scope: kind } });
};

/**
 * Whose key stands in the address: the source's own, or an ingest key with that scope.
 *
 * @throws `unauthenticated`; `forbidden` of an ingest key without the scope
 */
export const requireSender = async (
  context: InboxContext,
  kind: SourceKind,
  key: string,
): Promise<KnownSender> => {
  const source = await findSource(context, kind, key);
  if (source) {
    const { id: sourceId, secret, isDisabled } = source;
    return { sender: { sourceId }, secret, isDisabled };
  }
  const found = await context.keys.find(key);
  if (found?.kind === 'ingest') return requireScope(kind, found);
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
  { sender, secret, isDisabled = false }: KnownSender,
  arrival: Sample,
  { isTest = false, store = createDeliveryStore(db) } = {},
): Promise<{ id: string }> => {
  const receivedAt = clock.now();
  driver.verify?.(arrival, secret, receivedAt);
  const id = await store({
    id: uuidV7(clock),
    receivedAt,
    kind: driver.kind,
    sender,
    deliveryId: driver.deliveryId?.(arrival),
    query: arrival.query,
    headers: keptHeaders(arrival.headers),
    body: arrival.body,
    isTest,
    isHeld: isDisabled && !isTest,
  });
  changes.announce('inbox');
  return { id };
};
