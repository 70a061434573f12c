import type { IncidentEventKind } from '@taffrail/contract';
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.generated.ts';
import { raise } from '../../platform/http/api-error.ts';
import type { LastAct } from '../record/state-words.ts';

export type IncidentRow = Selectable<Schema['incidents']>;

/** In the order of their ids, as grouping locks them. */
export const lockIncidentRows = (tx: Transaction, ids: readonly string[]): Promise<IncidentRow[]> =>
  tx
    .selectFrom('incidents')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute();

export const lockIncidentRow = async (tx: Transaction, id: string): Promise<IncidentRow> =>
  (await lockIncidentRows(tx, [id]))[0] ?? raise('not_found');

export const updateIncidentRow = async (
  tx: Transaction,
  id: string,
  changes: Updateable<Schema['incidents']>,
): Promise<IncidentRow> =>
  tx
    .updateTable('incidents')
    .set(changes)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

export const insertSplitRow = async (
  tx: Transaction,
  row: Insertable<Schema['incidents']>,
): Promise<void> => {
  await tx.insertInto('incidents').values(row).execute();
};

export const findOperator = (tx: Transaction, id: string) =>
  tx
    .selectFrom('operators')
    .select(['name', 'role', 'disabled_at'])
    .where('id', '=', id)
    .executeTakeFirst();

interface LastActRow {
  readonly kind: IncidentEventKind;
  readonly at: Date;
  readonly actor_kind: 'operator' | 'api_key' | 'system';
  readonly actor_id: string | null;
  readonly name: string;
  readonly owner: string | null;
}

/** Who changed state or owner last? incident_events_states. */
export const findLastAct = async (
  tx: Database | Transaction,
  incidentId: string,
): Promise<(LastAct & { readonly actorId: string | null }) | undefined> => {
  const { rows } = await sql<LastActRow>`
    select e.kind, e.at, e.actor_kind, e.actor_id, coalesce(o.name, e.actor_label) as name,
      e.details ->> 'owner' as owner
    from incident_events e
    left join operators o on o.id = e.actor_id and e.actor_kind = 'operator'
    where e.incident_id = ${incidentId}::uuid
      and e.kind in (
        'opened', 'acknowledged', 'unacknowledged', 'resolved', 'closed', 'reopened', 'assigned',
        'merged_into'
      )
    order by e.at desc, e.id desc
    limit 1`.execute(tx);
  const [row] = rows;
  return (
    row && {
      kind: row.kind,
      at: row.at,
      by: { kind: row.actor_kind, name: row.name },
      owner: row.owner,
      actorId: row.actor_id,
    }
  );
};

export const findNumber = async (tx: Transaction, id: string): Promise<number | undefined> =>
  (await tx.selectFrom('incidents').select('number').where('id', '=', id).executeTakeFirst())
    ?.number;
