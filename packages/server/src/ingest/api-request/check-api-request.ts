import { ApiRequestRecord, ingestLimits } from '@taffrail/contract';
import { uuidV7 } from '../../platform/ids.ts';
import { readCreatedAt, readId, type CheckContext } from '../record/check-activity.ts';
import {
  optionalId,
  optionalText,
  requiredInteger,
  requiredNumber,
  requiredText,
  type JsonObject,
} from '../record/fields.ts';
import type { ProductId } from '../record/product-id.ts';
import { Rejection, reject } from '../record/rejection.ts';

/** A request of the product, ready to be written. Times are milliseconds since 1970. */
export interface ApiRequestRow {
  readonly kind: 'api_request';
  readonly id: string;
  readonly endpoint: string;
  readonly method: string;
  readonly statusCode: number;
  readonly responseTimeMs: number;
  readonly organization: ProductId | null;
  readonly user: ProductId | null;
  readonly traceId: string | null;
  /** With the trace, what it is known by, whoever tells of it; null of one that stands for many. */
  readonly spanId: string | null;
  readonly count: number;
  readonly createdAt: number;
  /** Sent again without its idempotency key, this record would be counted again. */
  readonly isRepeatable: boolean;
}

export const apiRequestFields: ReadonlySet<string> = new Set(Object.keys(ApiRequestRecord.shape));

const acceptMs = ingestLimits.acceptRequestDays * 86_400_000;
const methodPattern = /^[A-Z][A-Z-]{0,19}$/;
const responseTimes = { least: 0, most: 86_400_000 };
const counts = { least: 1, most: 1_000_000 };

const readMethod = (value: unknown): string =>
  typeof value === 'string' && methodPattern.test(value)
    ? value
    : reject('method must be upper case as in GET');

const readCount = (value: unknown): number =>
  value === undefined || value === null ? 1 : requiredInteger(value, 'count', counts);

/** @throws {Rejection} */
export const checkApiRequest = (record: JsonObject, context: CheckContext): ApiRequestRow => {
  const { receivedAtMs } = context;
  const organizationId = optionalId(record['organizationId'], 'organizationId');
  const userId = optionalId(record['userId'], 'userId');
  const givenId = readId(record['id']);
  const id = givenId ?? uuidV7(context.clock);
  const createdAt = readCreatedAt(record, id, receivedAtMs);
  if (createdAt < receivedAtMs - acceptMs)
    throw new Rejection(
      'too_old',
      `createdAt is more than ${ingestLimits.acceptRequestDays} days ago`,
    );
  const spanId = optionalText(record['spanId'], 'spanId', 64) || null;
  const count = readCount(record['count']);
  const checked = {
    kind: 'api_request',
    id,
    endpoint: requiredText(record['endpoint'], 'endpoint', 300),
    method: readMethod(record['method']),
    statusCode: requiredInteger(record['statusCode'], 'statusCode', { least: 100, most: 599 }),
    responseTimeMs: requiredNumber(record['responseTimeMs'], 'responseTimeMs', responseTimes),
    organization: organizationId === null ? null : context.readOrganizationId(organizationId),
    user: userId === null ? null : context.readUserId(userId),
    traceId: optionalText(record['traceId'], 'traceId', 64),
    spanId: count === 1 ? spanId : null,
    count,
    createdAt,
    isRepeatable:
      givenId === undefined || (record['createdAt'] === undefined && id.charAt(14) !== '7'),
  } as const;
  // At last, so that what is refused is not remembered.
  return { ...checked, endpoint: context.limitEndpoint(checked.endpoint, createdAt) };
};
