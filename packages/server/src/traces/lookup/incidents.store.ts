import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import { runLookup, type FoundRow } from './lookup.store.ts';

/** The primary keys of alerts, incidents and checks; of the others the indexes that end in _id. */

export const findAlert = (trx: Transaction, id: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select id::text, left(name, 100) as label, trace_id, started_at as created_at
      from alerts where id = ${id}::uuid`,
  );

const incident = sql`
  select id::text, '#' || number || ' ' || left(title, 100) as label, trace_id,
    opened_at as created_at
  from incidents`;

export const findIncident = (trx: Transaction, id: string): Promise<FoundRow[]> =>
  runLookup(trx, sql`${incident} where id = ${id}::uuid`);

/** As people call it, `#1042`: the unique key. */
export const findIncidentByNumber = (trx: Transaction, text: string): Promise<FoundRow[]> =>
  runLookup(trx, sql`${incident} where number = ${text.slice(1)}::bigint`);

export const findCheck = (trx: Transaction, id: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select id::text, name as label, null as trace_id, created_at
      from checks where id = ${id}::uuid and removed_at is null`,
  );

export const findCheckRun = (trx: Transaction, id: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select id::text, name || ': ' || result as label, trace_id, created_at
      from check_runs where id = ${id}::uuid`,
  );

export const findAnalysisRun = (trx: Transaction, id: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select id::text, left(coalesce(summary, purpose), 100) as label, trace_id, created_at
      from analysis_runs where id = ${id}::uuid`,
  );

export const findNotification = (trx: Transaction, id: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select id::text, left(title, 100) as label, trace_id, created_at
      from notifications where id = ${id}::uuid`,
  );
