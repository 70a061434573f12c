import { ActivityRecord, ingestLimits } from '@taffrail/contract';
import type { Clock } from '../../platform/clock.ts';
import { uuidV7 } from '../../platform/ids.ts';
import type { PriceBook } from '../../prices/prices.ts';
import type { LimitEndpoint } from '../api-request/endpoint-limit.ts';
import type { SearchPart } from '../search/read-search.ts';
import type { Action, ReadAction } from './action.ts';
import { optionalId, optionalText, timestamp, type JsonObject } from './fields.ts';
import { readInet, type Inet } from './inet.ts';
import { readMetadata } from './metadata.ts';
import type { ProductId, ReadProductId } from './product-id.ts';
import { Rejection, reject } from './rejection.ts';

/** A business action, ready to be written. Times are milliseconds since 1970. */
export interface ActivityRow {
  readonly kind: 'activity';
  readonly id: string;
  readonly organization: ProductId | null;
  readonly user: ProductId | null;
  readonly action: Action;
  readonly resourceType: string | null;
  readonly resourceId: string | null;
  /** JSON text. */
  readonly metadata: string;
  /** Null for what has nothing to do with searches. */
  readonly search: SearchPart | null;
  readonly ipAddress: Inet | null;
  readonly userAgent: string | null;
  readonly traceId: string | null;
  readonly sessionId: string | null;
  readonly createdAt: number;
  /** Sent again without its idempotency key, this record would be counted again. */
  readonly isRepeatable: boolean;
}

export interface CheckContext {
  readonly receivedAtMs: number;
  readonly clock: Clock;
  readonly readAction: ReadAction;
  readonly readOrganizationId: ReadProductId;
  readonly readUserId: ReadProductId;
  readonly limitEndpoint: LimitEndpoint;
  /** The same of names of pipelines, and of stages. */
  readonly limitPipeline: LimitEndpoint;
  readonly limitStage: LimitEndpoint;
  /** As it is held when the batch is read. */
  readonly prices: PriceBook;
}

export const activityFields: ReadonlySet<string> = new Set(Object.keys(ActivityRecord.shape));

const uuid =
  /^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|0{8}-0{4}-0{4}-0{4}-0{12}|f{8}-f{4}-f{4}-f{4}-f{12})$/;

const acceptMs = ingestLimits.acceptDays * 86_400_000;

export const readId = (value: unknown): string | undefined => {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !uuid.test(value)) return reject('id must be a UUID');
  return value.toLowerCase();
};

const millisecondsOf = (uuidV7: string): string => uuidV7.slice(0, 8) + uuidV7.slice(9, 13);

/** The time of the id when that is of version 7, else of receipt. */
export const readCreatedAt = (record: JsonObject, id: string, receivedAtMs: number): number => {
  const value = record['createdAt'];
  if (value !== undefined) return timestamp(value, 'createdAt', receivedAtMs);
  if (id.charAt(14) !== '7') return receivedAtMs;
  const atMs = Number.parseInt(millisecondsOf(id), 16);
  if (atMs > receivedAtMs + ingestLimits.aheadMs)
    throw new Rejection('too_far_ahead', 'the time of the id is more than five minutes ahead');
  return atMs;
};

const readIpAddress = (value: unknown): Inet | null => {
  const text = optionalText(value, 'ipAddress', 45);
  return text === null
    ? null
    : (readInet(text) ?? reject('ipAddress must be an IPv4 or IPv6 address'));
};

const readLedger = (value: unknown): boolean => {
  if (value === undefined || value === null || typeof value === 'boolean') return value === true;
  return reject('ledger must be true or false');
};

/** @throws {Rejection} */
export const checkActivity = (record: JsonObject, context: CheckContext): ActivityRow => {
  const { receivedAtMs } = context;
  const name = record['action'];
  const action = typeof name === 'string' ? context.readAction(name) : undefined;
  if (action === undefined)
    return reject('action must be dotted lower case as in lead.created, of at most 100 characters');
  const organizationId = optionalId(record['organizationId'], 'organizationId');
  if (organizationId === null && !action.isOfUser)
    reject('organizationId is required for every action but user.*');
  const userId = optionalId(record['userId'], 'userId');
  const givenId = readId(record['id']);
  const id = givenId ?? uuidV7(context.clock);
  const createdAt = readCreatedAt(record, id, receivedAtMs);
  const isLedger = readLedger(record['ledger']);
  if (!isLedger && createdAt < receivedAtMs - acceptMs)
    throw new Rejection('too_old', `createdAt is more than ${ingestLimits.acceptDays} days ago`);
  return {
    kind: 'activity',
    id,
    organization: organizationId === null ? null : context.readOrganizationId(organizationId),
    user: userId === null ? null : context.readUserId(userId),
    action,
    resourceType: optionalText(record['resourceType'], 'resourceType', 100),
    resourceId: optionalText(record['resourceId'], 'resourceId', 200),
    metadata: readMetadata(record['metadata']),
    search: action.readSearch?.(record['metadata'], createdAt) ?? null,
    ipAddress: readIpAddress(record['ipAddress']),
    userAgent: optionalText(record['userAgent'], 'userAgent', 1_000),
    traceId: optionalText(record['traceId'], 'traceId', 64),
    sessionId: optionalText(record['sessionId'], 'sessionId', 200),
    createdAt,
    isRepeatable:
      givenId === undefined || (record['createdAt'] === undefined && id.charAt(14) !== '7'),
  };
};
