import type { IncidentState, Severity } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

export interface ActiveIncidentRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly service: string | null;
  readonly severity: Severity;
  readonly state: IncidentState;
  readonly version: number;
  readonly opened_at: Date;
  readonly firing_count: number;
  /** Of all that are active. */
  readonly active: number;
}

/** Which incidents does somebody have to see to? All of incidents_active: few, but in a storm. */
export const listActiveIncidents = async (
  db: Database,
  limit: number,
): Promise<ActiveIncidentRow[]> => {
  const { rows } = await sql<ActiveIncidentRow>`
    select id, number, title, service, severity, state, version, opened_at, firing_count,
      (count(*) over ())::int as active
    from incidents
    where state in ('open', 'acknowledged')
    order by severity_rank desc, state = 'acknowledged', opened_at desc, id desc
    limit ${limit}`.execute(db);
  return rows;
};
