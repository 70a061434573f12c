import type {
  IncidentActor,
  IncidentDetail,
  IncidentEventKind,
  IncidentRef,
  IncidentStep,
} from '@taffrail/contract';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { raise } from '../../platform/http/api-error.ts';
import { isWebAddress } from '../../platform/http/web-address.ts';
import { allowedActions } from '../states.ts';
import {
  listRelatedRows,
  listRunbookUrls,
  listStepRows,
  listTraceIds,
  type RelatedRow,
  type StepRow,
} from './detail.store.ts';
import { findIncidentRow, type ListedIncidentRow } from './incidents.store.ts';
import type { Reader } from './list-incidents.ts';
import { toIncident, toIso } from './to-incident.ts';

const toActor = ({ actor_kind: kind, actor_id: id, actor: label }: StepRow): IncidentActor => ({
  kind,
  id,
  label,
});

const latestOf = (
  rows: readonly StepRow[],
  kinds: readonly IncidentEventKind[],
): StepRow | undefined =>
  rows
    .filter(({ kind }) => kinds.includes(kind))
    .toSorted((one, other) => other.at.getTime() - one.at.getTime())[0];

const toSteps = (row: ListedIncidentRow, rows: readonly StepRow[]): IncidentStep[] => {
  const step = (
    state: IncidentStep['state'],
    at: Date | null,
    ...kinds: IncidentEventKind[]
  ): IncidentStep => {
    const told = at && latestOf(rows, kinds);
    return { state, at: toIso(at), by: told ? toActor(told) : null };
  };
  const opened = latestOf(rows, ['opened', 'split_from', 'reopened']);
  return [
    step('open', opened?.at ?? row.opened_at, 'opened', 'split_from', 'reopened'),
    step('acknowledged', row.acknowledged_at, 'acknowledged'),
    step('resolved', row.resolved_at, 'resolved', 'merged_into'),
    step('closed', row.closed_at, 'closed', 'merged_into'),
  ];
};

const toRef = ({ id, number, title, state }: RelatedRow): IncidentRef => ({
  id,
  number,
  title,
  state,
});

const toRelated = (rows: readonly RelatedRow[]): IncidentDetail['related'] =>
  rows.flatMap((row) =>
    row.relation === 'follows' ? [] : [{ relation: row.relation, incident: toRef(row) }],
  );

/** Five statements. */
export const readIncident = ({ db, clock }: Reader, id: string): Promise<IncidentDetail> =>
  readSnapshot(db, async (tx) => {
    const row = (await findIncidentRow(tx, id)) ?? raise('not_found');
    const steps = await listStepRows(tx, id);
    const related = await listRelatedRows(tx, row);
    const traceIds = await listTraceIds(tx, id);
    const runbookUrls = await listRunbookUrls(tx, id);
    const follows = related.find(({ relation }) => relation === 'follows');
    return {
      ...toIncident(row),
      asOf: clock.now().toISOString(),
      steps: toSteps(row, steps),
      allowed: row.merged_into === null ? allowedActions(row.state) : [],
      cause: row.cause,
      resolutionNote: row.resolution_note,
      reopenings: row.reopenings,
      follows: follows ? toRef(follows) : null,
      related: toRelated(related),
      runbookUrls: runbookUrls.filter(isWebAddress),
      traceIds: [...new Set([...traceIds, ...(row.trace_id === null ? [] : [row.trace_id])])],
    };
  });
