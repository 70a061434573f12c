import type {
  IncidentAction,
  IncidentEventKind,
  IncidentStanding,
  IncidentState,
} from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../../access/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import { uuidV7 } from '../../platform/ids.ts';
import { insertEvents, type EventDetails } from '../record/events.store.ts';
import { lastActText } from '../record/state-words.ts';
import { goalOf, transition } from '../states.ts';
import {
  findLastAct,
  findNumber,
  lockIncidentRow,
  updateIncidentRow,
  type IncidentRow,
} from './acting.store.ts';

/** Given a transaction, it is part of that. */
export interface ActingContext {
  readonly db: Database | Transaction;
  readonly clock: Clock;
}

export interface ActTarget {
  readonly id: string;
  /** That was looked at; without one, the state alone decides. */
  readonly version?: number | undefined;
}

/** What an action does beside leading to another state. */
export interface Act {
  readonly action: IncidentAction;
  readonly kind: IncidentEventKind;
  readonly note?: string | undefined;
  readonly details?: EventDetails;
  /** The columns that change; state and version are its caller's. */
  readonly changes: (before: IncidentRow, now: Date) => Parameters<typeof updateIncidentRow>[2];
}

export const within = <T>(
  db: Database | Transaction,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> => (isTransaction(db) ? work(db) : db.transaction().execute(work));

const isTransaction = (db: Database | Transaction): db is Transaction => db.isTransaction;

export const toStanding = ({ id, number, state, version }: IncidentRow): IncidentStanding => ({
  id,
  number,
  state: state as IncidentState,
  version,
});

export const describeRow = ({ state, owner_id: ownerId, version }: IncidentRow) => ({
  state,
  ownerId,
  version,
});

/** @throws `conflict` of an incident that became part of another */
export const refuseMerged = async (tx: Transaction, row: IncidentRow): Promise<void> => {
  if (row.merged_into === null) return;
  const number = await findNumber(tx, row.merged_into);
  raise('conflict', {
    message: `#${row.number} became part of #${number}: act on that one.`,
    details: { mergedInto: row.merged_into },
  });
};

/** @throws `conflict` with who did what when, and why it is impossible now */
export const refuse = async (
  { tx, clock }: { readonly tx: Transaction; readonly clock: Clock },
  row: IncidentRow,
  refusal?: string,
): Promise<never> => {
  const last = await findLastAct(tx, row.id);
  const said = last ? lastActText(last, clock.now()) : undefined;
  const message = [said, refusal].filter((part) => part !== undefined).join(' ');
  return raise('conflict', { message, details: describeRow(row) });
};

/** @throws `conflict` when somebody changed state or owner since */
export const requireVersion = async (
  context: { readonly tx: Transaction; readonly clock: Clock },
  row: IncidentRow,
  version: number | undefined,
): Promise<void> => {
  if (version !== undefined && version !== row.version)
    await refuse(context, row, 'Look at it again before you go on.');
};

/** Whether the same caller has done just this last: asked again, nothing more is done. */
const isRepeated = async (
  tx: Transaction,
  { id, state }: IncidentRow,
  { action, kind }: Act,
  by: AuditSource,
): Promise<boolean> => {
  if (state !== goalOf[action]) return false;
  const last = await findLastAct(tx, id);
  return last?.kind === kind && last.by.kind === by.actor.kind && last.actorId === by.actor.id;
};

/**
 * Leads an incident to another state: with its record and the audit log, or not at all.
 *
 * @throws `not_found`, and `conflict` when it is impossible or somebody else was first
 */
export const act = (
  { db, clock }: ActingContext,
  { id, version }: ActTarget,
  wanted: Act,
  by: AuditSource,
): Promise<IncidentStanding> =>
  within(db, async (tx) => {
    const before = await lockIncidentRow(tx, id);
    await refuseMerged(tx, before);
    if (await isRepeated(tx, before, wanted, by)) return toStanding(before);
    await requireVersion({ tx, clock }, before, version);
    const next = transition(before.state as IncidentState, wanted.action);
    if ('refusal' in next) return refuse({ tx, clock }, before, next.refusal);
    const now = clock.now();
    const after = await updateIncidentRow(tx, id, {
      ...wanted.changes(before, now),
      state: next.state,
      version: before.version + 1,
    });
    await tell({ tx, clock }, { before, after, event: wanted, by });
    return toStanding(after);
  });

interface Told {
  readonly before: IncidentRow;
  readonly after: IncidentRow;
  readonly event: Pick<Act, 'kind' | 'note' | 'details'>;
  readonly by: AuditSource;
}

/** Into the incident's record, and the audit log. */
export const tell = async (
  { tx, clock }: { readonly tx: Transaction; readonly clock: Clock },
  { before, after, event: { kind, note, details }, by }: Told,
): Promise<void> => {
  await insertEvents(tx, [
    {
      incidentId: after.id,
      id: uuidV7(clock),
      at: clock.now(),
      kind,
      actor: by.actor,
      note: note ?? null,
      ...(details && { details }),
    },
  ]);
  await recordAudit(tx, clock, {
    by,
    action: `incident.${kind}`,
    target: { type: 'incident', id: after.id },
    before: describeRow(before),
    after: { ...describeRow(after), ...details, ...(note !== undefined && { note }) },
  });
};
