import { SubscriptionRecord } from '@taffrail/contract';
import { uuidV7 } from '../../platform/ids.ts';
import type { CheckContext } from './check-activity.ts';
import { timestamp, type JsonObject } from './fields.ts';
import type { ProductId } from './product-id.ts';
import { reject } from './rejection.ts';

/** What the product tells of a subscription. */
export interface SubscriptionRow {
  readonly kind: 'subscription';
  /** Of what was told, not of the subscription. */
  readonly id: string;
  readonly organization: ProductId;
  readonly user: null;
  readonly record: SubscriptionRecord;
  /** Milliseconds since 1970: from then on it is so. */
  readonly createdAt: number;
}

export const subscriptionFields: ReadonlySet<string> = new Set(
  Object.keys(SubscriptionRecord.shape),
);

/** Announced ends lie ahead as they please. */
const requireYears = (record: SubscriptionRecord): void => {
  const { startedAt, trialEndsAt, cancelAt, endedAt, discounts } = record;
  const times = { startedAt, trialEndsAt, cancelAt, endedAt };
  for (const [name, value] of Object.entries(times))
    if (typeof value === 'string') timestamp(value, name, Infinity);
  for (const { startsAt, endsAt } of discounts ?? [])
    for (const value of [startsAt, endsAt])
      if (typeof value === 'string') timestamp(value, 'discounts', Infinity);
};

/**
 * By the contract's schema itself: subscriptions are told of rarely.
 *
 * @throws {Rejection}
 */
export const checkSubscription = (
  given: JsonObject,
  { receivedAtMs, clock, readOrganizationId }: CheckContext,
): SubscriptionRow => {
  const { data: record, error } = SubscriptionRecord.safeParse(given);
  if (!record) {
    const [issue] = error.issues;
    return reject(`${issue?.path.join('.') || 'subscription'}: ${issue?.message}`);
  }
  requireYears(record);
  return {
    kind: 'subscription',
    id: uuidV7(clock),
    organization: readOrganizationId(record.organizationId),
    user: null,
    record,
    createdAt: record.at === undefined ? receivedAtMs : timestamp(record.at, 'at', receivedAtMs),
  };
};
