import type { AlertFilter } from '@taffrail/contract';
import { sql } from 'kysely';
import { containing } from '../../platform/db/like.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import { allOf, type Access, type Condition } from '../../platform/reading/access.sql.ts';

/** What is pasted whole is looked up. */
const traceIdPattern = /^[0-9a-f]{32}$/;

const holdsText = (q: string): Condition => {
  const pattern = containing(q);
  return sql`(a.name ilike ${pattern} or a.labels::text ilike ${pattern}
    or a.service ilike ${pattern} or a.trace_id ilike ${pattern})`;
};

const hasLabel = (label: string): Condition => {
  const at = label.indexOf('=');
  return sql`a.labels ->> ${label.slice(0, at)} = ${label.slice(at + 1)}`;
};

/** Conditions with an index of their own, the rarest first. */
const indexedBy = (filter: AlertFilter, now: Date): Condition[] => {
  const { traceId, incidentId, name, service, sourceId, status, severity, flapping, q } = filter;
  const conditions: Condition[] = [];
  if (traceId !== undefined) conditions.push(sql`a.trace_id = ${traceId}`);
  if (q !== undefined && traceIdPattern.test(q)) conditions.push(sql`a.trace_id = ${q}`);
  if (incidentId === 'none') conditions.push(sql`not a.is_grouped`);
  else if (incidentId !== undefined)
    conditions.push(sql`a.id in (
      select i.alert_id from incident_alerts i
      where i.incident_id = ${incidentId}::uuid and i.is_current
    )`);
  if (flapping !== undefined)
    conditions.push(sql`(a.flapping_until is not null and a.flapping_until > ${now})`);
  if (name !== undefined) conditions.push(sql`a.name = ${name}`);
  if (service !== undefined) conditions.push(sql`a.service = ${service}`);
  if (sourceId !== undefined) conditions.push(sql`a.source_id = ${sourceId}::uuid`);
  if (status !== undefined) conditions.push(sql`a.status = ${status}`);
  if (severity !== undefined) conditions.push(sql`a.severity = ${severity}`);
  return conditions;
};

export const accessTo = (filter: AlertFilter, now: Date): Access => {
  const { sourceKind, label, q } = filter;
  const [by, ...rest] = indexedBy(filter, now);
  if (sourceKind !== undefined) rest.push(sql`a.source_kind = ${sourceKind}`);
  if (label !== undefined) rest.push(hasLabel(label));
  if (q !== undefined && q !== '' && !traceIdPattern.test(q)) rest.push(holdsText(q));
  return { by, rest };
};

/** Newest first: from the cursor, or from below `to`, down to `from`. */
export interface Stretch {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  readonly after: Cursor | undefined;
}

export const within = ({ from, to, after }: Stretch): Condition[] => {
  const conditions: Condition[] = [];
  if (from) conditions.push(sql`a.started_at >= ${from}`);
  if (to) conditions.push(sql`a.started_at < ${to}`);
  if (after) conditions.push(sql`(a.started_at, a.id) < (${after.at}, ${after.id}::uuid)`);
  return conditions;
};

export const conditionOf = (filter: AlertFilter, now: Date): Condition => {
  const { by, rest } = accessTo(filter, now);
  const stretch = {
    from: filter.from === undefined ? undefined : new Date(filter.from),
    to: filter.to === undefined ? undefined : new Date(filter.to),
    after: undefined,
  };
  return allOf([sql`true`, ...(by ? [by] : []), ...rest, ...within(stretch)]);
};
