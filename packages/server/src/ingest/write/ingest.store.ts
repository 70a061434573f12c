import { ingestLimits, type BatchAnswer } from '@taffrail/contract';
import type pg from 'pg';
import type { PendingBatch } from '../pending-batch.ts';
import type { ActivityRow } from '../record/check-activity.ts';
import type { MembershipRow, OrganizationRow, UserRow } from '../record/check-customer.ts';
import type { ProductId } from '../record/product-id.ts';
import { writeTimestamp } from '../record/timestamp.ts';
import { copyBinary } from './copy-binary.sql.ts';
import { copyColumns } from './copy-encoder.ts';
import type { CustomerChanges } from './customer-changes.ts';
import type { RollupCounts } from './rollup-counts.ts';

export type Claim =
  | { readonly state: 'new' }
  | { readonly state: 'known'; readonly answer: BatchAnswer }
  | { readonly state: 'conflict' };

/** Remembers batches by their keys, which must differ; answers for each in the order given. */
export const claimBatches = async (
  client: pg.ClientBase,
  batches: readonly PendingBatch[],
  now: Date,
): Promise<Claim[]> => {
  const { rows } = await client.query<Claim>(
    'select state, answer from ingest_claim_batches($1, $2, $3, $4, $5) order by ordinal',
    [
      batches.map((batch) => batch.keyId),
      batches.map((batch) => batch.idempotencyKey),
      batches.map((batch) => batch.bodyHash),
      batches.map((batch) => JSON.stringify(batch.answer)),
      now,
    ],
  );
  return rows;
};

/** What records told of customers, then stubs for those that were only named. */
export const recordCustomers = async (
  client: pg.ClientBase,
  changes: CustomerChanges,
): Promise<void> => {
  const { organizations, users, memberships, namedOrganizations, namedUsers } = changes;
  if (changes.areTold)
    await client.query('select ingest_record_customers($1, $2, $3)', [
      JSON.stringify(organizations.map(toOrganizationJson)),
      JSON.stringify(users.map(toUserJson)),
      JSON.stringify(memberships.map(toMembershipJson)),
    ]);
  if (namedOrganizations.size > 0 || namedUsers.size > 0)
    await client.query('select ingest_add_stubs($1, $2, $3, $4, $5, $6)', [
      ...toStubs(namedOrganizations),
      ...toStubs(namedUsers),
    ]);
};

const toOrganizationJson = (row: OrganizationRow) => ({
  id: row.organization.id,
  external_id: row.organization.externalId,
  name: row.name,
  plan: row.plan,
  seats: row.seats,
  locale: row.locale,
  created_at: writeTimestamp(row.createdAt),
});

const toUserJson = (row: UserRow) => ({
  id: row.user.id,
  external_id: row.user.externalId,
  name: row.name,
  email: row.email,
  locale: row.locale,
  created_at: writeTimestamp(row.createdAt),
});

const toMembershipJson = (row: MembershipRow) => ({
  organization_id: row.organization.id,
  user_id: row.user.id,
  role: row.role,
  created_at: writeTimestamp(row.createdAt),
  removed_at: row.removedAt === null ? null : writeTimestamp(row.removedAt),
});

const toStubs = (named: ReadonlyMap<ProductId, number>) => {
  const ids = [...named.keys()];
  return [
    ids.map(({ id }) => id),
    ids.map(({ externalId }) => externalId),
    [...named.values()].map(writeTimestamp),
  ];
};

/** Fails with a unique violation when a record is known: then nothing of the group is written. */
export const copyActivity = (
  client: pg.ClientBase,
  batches: readonly PendingBatch[],
): Promise<number> =>
  copyBinary(
    client,
    'activity_log',
    copyColumns,
    batches.map(({ encoded }) => encoded),
  );

export interface ReceivedRow {
  readonly row: ActivityRow;
  readonly receivedAtMs: number;
}

/** The slow way, which passes over records that are known. Gives the ids of those that were new. */
export const insertActivity = async (
  client: pg.ClientBase,
  received: readonly ReceivedRow[],
): Promise<Set<string>> => {
  const { rows } = await client.query<{ id: string }>(
    'select inserted_id as id from ingest_insert_activity($1)',
    [JSON.stringify(received.map(toActivityJson))],
  );
  return new Set(rows.map(({ id }) => id));
};

const toActivityJson = ({ row, receivedAtMs }: ReceivedRow) => ({
  created_at: writeTimestamp(row.createdAt),
  received_at: writeTimestamp(receivedAtMs),
  id: row.id,
  organization_id: row.organization?.id,
  user_id: row.user?.id,
  action: row.action.name,
  category: row.action.category,
  resource_type: row.resourceType,
  resource_id: row.resourceId,
  trace_id: row.traceId,
  session_id: row.sessionId,
  ip_address: row.ipAddress?.text,
  user_agent: row.userAgent,
  metadata: JSON.parse(row.metadata) as unknown,
});

/** What lies before the limit is a ledger record's, and counted by the day only. */
export const countActivity = async (
  client: pg.ClientBase,
  counts: RollupCounts,
  now: Date,
): Promise<void> => {
  const actions = counts.actions();
  if (actions.length === 0) return;
  const users = counts.users();
  await client.query(
    'select ingest_count_activity($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)',
    [
      toArray(actions, ({ quarter }) => writeTimestamp(quarter)),
      toArray(actions, ({ organization }) => organization?.id),
      toArray(actions, ({ action }) => action.name),
      toArray(actions, ({ action }) => action.category),
      toArray(actions, ({ count }) => count),
      toArray(actions, ({ firstAt }) => writeTimestamp(firstAt)),
      toArray(users, ({ quarter }) => writeTimestamp(quarter)),
      toArray(users, ({ organization }) => organization?.id),
      toArray(users, ({ user }) => user.id),
      toArray(users, ({ count }) => count),
      toArray(users, ({ firstAt }) => writeTimestamp(firstAt)),
      toArray(users, ({ lastAt }) => writeTimestamp(lastAt)),
      new Date(now.getTime() - (ingestLimits.acceptDays + 1) * 86_400_000),
    ],
  );
};

/**
 * A Postgres array of what needs no quotes: ids, times, numbers, names of actions. pg would look at
 * each character of thousands of them.
 */
const toArray = <T>(
  items: readonly T[],
  read: (item: T) => string | number | undefined,
): string => {
  let text = '';
  for (const item of items) text += `${text === '' ? '' : ','}${read(item) ?? 'NULL'}`;
  return `{${text}}`;
};
