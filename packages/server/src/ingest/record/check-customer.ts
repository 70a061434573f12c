import { MembershipRecord, OrganizationRecord, UserRecord } from '@taffrail/contract';
import type { CheckContext } from './check-activity.ts';
import { optionalText, requiredId, timestamp, type JsonObject } from './fields.ts';
import type { ProductId } from './product-id.ts';
import { reject } from './rejection.ts';

/** What the product tells of its customers; null is not told. Times are milliseconds since 1970. */
export interface OrganizationRow {
  readonly kind: 'organization';
  readonly organization: ProductId;
  readonly name: string | null;
  readonly plan: string | null;
  readonly seats: number | null;
  readonly locale: string | null;
  readonly createdAt: number;
}

export interface UserRow {
  readonly kind: 'user';
  readonly user: ProductId;
  readonly name: string | null;
  readonly email: string | null;
  readonly locale: string | null;
  readonly createdAt: number;
}

export interface MembershipRow {
  readonly kind: 'membership';
  readonly organization: ProductId;
  readonly user: ProductId;
  readonly role: string | null;
  readonly createdAt: number;
  readonly removedAt: number | null;
}

export const organizationFields: ReadonlySet<string> = new Set(
  Object.keys(OrganizationRecord.shape),
);
export const userFields: ReadonlySet<string> = new Set(Object.keys(UserRecord.shape));
export const membershipFields: ReadonlySet<string> = new Set(Object.keys(MembershipRecord.shape));

const readCreatedAt = (record: JsonObject, { receivedAtMs }: CheckContext): number => {
  const value = record['createdAt'];
  return value === undefined ? receivedAtMs : timestamp(value, 'createdAt', receivedAtMs);
};

const mostSeats = 1_000_000;

const readSeats = (value: unknown): number | null => {
  if (value === undefined || value === null) return null;
  const isCount = typeof value === 'number' && Number.isInteger(value);
  return isCount && value >= 0 && value <= mostSeats
    ? value
    : reject(`seats must be a whole number from 0 to ${mostSeats}`);
};

/** @throws {Rejection} */
export const checkOrganization = (record: JsonObject, context: CheckContext): OrganizationRow => ({
  kind: 'organization',
  organization: context.readOrganizationId(requiredId(record['id'], 'id')),
  name: optionalText(record['name'], 'name', 200),
  plan: optionalText(record['plan'], 'plan', 100),
  seats: readSeats(record['seats']),
  locale: optionalText(record['locale'], 'locale', 35),
  createdAt: readCreatedAt(record, context),
});

/** @throws {Rejection} */
export const checkUser = (record: JsonObject, context: CheckContext): UserRow => ({
  kind: 'user',
  user: context.readUserId(requiredId(record['id'], 'id')),
  name: optionalText(record['name'], 'name', 200),
  email: optionalText(record['email'], 'email', 320),
  locale: optionalText(record['locale'], 'locale', 35),
  createdAt: readCreatedAt(record, context),
});

/** @throws {Rejection} */
export const checkMembership = (record: JsonObject, context: CheckContext): MembershipRow => {
  const removedAt = record['removedAt'];
  return {
    kind: 'membership',
    organization: context.readOrganizationId(
      requiredId(record['organizationId'], 'organizationId'),
    ),
    user: context.readUserId(requiredId(record['userId'], 'userId')),
    role: optionalText(record['role'], 'role', 100),
    createdAt: readCreatedAt(record, context),
    removedAt:
      removedAt === undefined || removedAt === null
        ? null
        : timestamp(removedAt, 'removedAt', context.receivedAtMs),
  };
};
