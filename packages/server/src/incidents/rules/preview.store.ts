import type { AlertSourceKind, Severity } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

export interface FiredAlertRow {
  readonly id: string;
  readonly source_kind: AlertSourceKind;
  readonly source_id: string;
  readonly name: string;
  readonly severity: Severity;
  readonly service: string | null;
  readonly group_key: string | null;
  readonly labels: Record<string, string>;
  readonly started_at: Date;
  readonly ended_at: Date | null;
}

/** Which alerts began to fire since, the latest first? alerts_latest. */
export const listFiredAlerts = async (
  db: Database,
  { since, limit }: { since: Date; limit: number },
): Promise<FiredAlertRow[]> => {
  const { rows } = await sql<FiredAlertRow>`
    select id, source_kind, source_id, name, severity, service, group_key, labels, started_at,
      ended_at
    from alerts
    where started_at >= ${since}
    order by started_at desc, id desc
    limit ${limit}`.execute(db);
  return rows;
};
