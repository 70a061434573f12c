import type { IncidentFilter } from '@taffrail/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { containing } from '../../platform/db/like.ts';
import { dayMs, minuteMs } from '../../platform/time/time-range.ts';

export type Condition = RawBuilder<SqlBool>;

export const allOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` and `)}`;

/** Who asks, and when: of the filters that mean "me" and "ago". */
export interface Asking {
  readonly now: Date;
  /** Null of a key, which has no incidents. */
  readonly operatorId: string | null;
}

const byState = (state: IncidentFilter['state'] = 'active'): Condition[] => {
  if (state === 'all') return [];
  // Word for word what the index incidents_active has.
  return [state === 'active' ? sql`i.state in ('open', 'acknowledged')` : sql`i.state = ${state}`];
};

const byOwner = (owner: string, operatorId: string | null): Condition => {
  if (owner === 'nobody') return sql`i.owner_id is null`;
  return sql`i.owner_id = ${owner === 'me' ? operatorId : owner}::uuid`;
};

/** The incident's own, its runs' and its alerts': incidents_trace, pipeline_runs_trace, alerts_trace. */
const byTrace = (traceId: string): Condition => sql`i.id in (
  select id from incidents where trace_id = ${traceId}
  union all
  select r.incident_id
  from pipeline_runs p
  join alert_runs r on r.run_created_at = p.created_at and r.run_id = p.id
  where p.trace_id = ${traceId}
  union all
  select a.incident_id
  from alerts t
  join incident_alerts a on a.alert_id = t.id
  where t.trace_id = ${traceId}
)`;

/** What begins with a number sign is a number alone; other digits may stand in a title, too. */
const byText = (q: string): Condition => {
  const [, sign, number] = /^(#?)(\d{1,15})$/.exec(q) ?? [];
  const isInTitle = sql<SqlBool>`i.title ilike ${containing(q)}`;
  if (number === undefined) return isInTitle;
  const isNumber = sql<SqlBool>`i.number = ${Number(number)}`;
  return sign === '#' ? isNumber : sql`(${isNumber} or ${isInTitle})`;
};

export const conditionsOf = (filter: IncidentFilter, { now, operatorId }: Asking): Condition[] => {
  const { state, severity, owner, service, traceId, q, openForMinutes, resolvedDays } = filter;
  const conditions = byState(state);
  if (severity !== undefined) conditions.push(sql`i.severity = ${severity}`);
  if (owner !== undefined) conditions.push(byOwner(owner, operatorId));
  if (service !== undefined) conditions.push(sql`i.service = ${service}`);
  if (traceId !== undefined) conditions.push(byTrace(traceId));
  if (q !== undefined) conditions.push(byText(q));
  if (openForMinutes !== undefined)
    conditions.push(
      sql`i.opened_at <= ${new Date(now.getTime() - Number(openForMinutes) * minuteMs)}`,
    );
  if (resolvedDays !== undefined)
    conditions.push(
      sql`i.resolved_at >= ${new Date(now.getTime() - Number(resolvedDays) * dayMs)}
        and i.merged_into is null`,
    );
  return conditions;
};
