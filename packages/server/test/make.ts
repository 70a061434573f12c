import { categoryOf } from '@taffrail/contract';
import type pg from 'pg';
import type { Clock } from '../src/platform/clock.ts';
import { toProductId, uuidV7 } from '../src/platform/ids.ts';

/**
 * What a product would have told, straight into the tables as their owner:
 *
 *     const organization = await makeOrganization(server, { name: 'Acme' });
 *     await makeActivity(server, [{ action: 'lead.created', organizationId: organization.id }]);
 *
 * Activity is counted by the function that ingest uses, so that the rollups are right.
 */
export interface World {
  readonly owner: pg.Pool;
  readonly clock: Clock;
}

export interface MadeCustomer {
  readonly id: string;
  readonly externalId: string | null;
  readonly name: string | null;
}

export const makeOrganization = async (
  { owner, clock }: World,
  given: {
    id?: string;
    externalId?: string;
    name?: string | null;
    plan?: string;
    seats?: number;
  } = {},
): Promise<MadeCustomer> => {
  const { externalId = null, name = 'Acme', plan = null, seats = null } = given;
  const id = given.id ?? idOf('organization', externalId, clock);
  await owner.query(
    `insert into organizations (id, external_id, name, plan, seats, created_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [id, externalId, name, plan, seats, clock.now()],
  );
  return { id, externalId, name };
};

export const makeUser = async (
  { owner, clock }: World,
  given: {
    id?: string;
    externalId?: string;
    name?: string | null;
    email?: string | null;
    /** Makes a membership, too. */
    organizationId?: string;
  } = {},
): Promise<MadeCustomer & { readonly email: string | null }> => {
  const { externalId = null, name = 'Ada Lovelace', email = 'ada@example.com' } = given;
  const id = given.id ?? idOf('user', externalId, clock);
  await owner.query(
    `insert into users (id, external_id, name, email, created_at) values ($1, $2, $3, $4, $5)`,
    [id, externalId, name, email, clock.now()],
  );
  if (given.organizationId !== undefined)
    await owner.query(
      `insert into memberships (organization_id, user_id, created_at) values ($1, $2, $3)`,
      [given.organizationId, id, clock.now()],
    );
  return { id, externalId, name, email };
};

const idOf = (kind: string, externalId: string | null, clock: Clock): string =>
  externalId === null ? uuidV7(clock) : toProductId(kind, externalId);

export interface ActivityGiven {
  readonly id?: string;
  readonly action?: string;
  readonly organizationId?: string | null;
  readonly userId?: string | null;
  readonly resourceType?: string;
  readonly resourceId?: string;
  readonly metadata?: Record<string, unknown>;
  readonly ipAddress?: string;
  readonly userAgent?: string;
  readonly traceId?: string;
  readonly sessionId?: string;
  /** Now unless given; its partition must exist. */
  readonly createdAt?: Date | string;
}

/** Answers the ids, in the order given. */
export const makeActivity = async (
  { owner, clock }: World,
  given: readonly ActivityGiven[],
): Promise<string[]> => {
  const rows = given.map((activity) => toRow(clock, activity));
  const json = JSON.stringify(rows);
  await owner.query('select ingest_insert_activity($1)', [json]);
  await owner.query(
    `with rows as (
       select *, date_bin('15 minutes', created_at, 'epoch') as quarter
       from json_to_recordset($1) as r (
         created_at timestamptz, organization_id uuid, user_id uuid, action text, category text
       )
     ), a as (select * from rows order by created_at),
     u as (select * from rows where user_id is not null order by created_at)
     select ingest_count_activity(
       array(select quarter from a), array(select organization_id from a),
       array(select action from a), array(select category from a),
       array(select 1::bigint from a), array(select created_at from a),
       array(select quarter from u), array(select organization_id from u),
       array(select user_id from u), array(select 1::bigint from u),
       array(select created_at from u), array(select created_at from u)
     )`,
    [json],
  );
  return rows.map(({ id }) => id);
};

const toRow = (clock: Clock, given: ActivityGiven) => {
  const action = given.action ?? 'lead.created';
  return {
    id: given.id ?? uuidV7(clock),
    organization_id: given.organizationId ?? null,
    user_id: given.userId ?? null,
    action,
    category: categoryOf(action),
    resource_type: given.resourceType ?? null,
    resource_id: given.resourceId ?? null,
    trace_id: given.traceId ?? null,
    session_id: given.sessionId ?? null,
    ip_address: given.ipAddress ?? null,
    user_agent: given.userAgent ?? null,
    metadata: given.metadata ?? {},
    created_at: new Date(given.createdAt ?? clock.now()).toISOString(),
    received_at: clock.now().toISOString(),
  };
};
