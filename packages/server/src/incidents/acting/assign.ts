import { permissionsOf, type IncidentStanding, type Role } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../../access/audit.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import { uuidV7 } from '../../platform/ids.ts';
import { insertEvents } from '../record/events.store.ts';
import {
  refuse,
  refuseMerged,
  requireVersion,
  tell,
  toStanding,
  within,
  type ActTarget,
  type ActingContext,
} from './act.ts';
import { findOperator, lockIncidentRow, updateIncidentRow } from './acting.store.ts';

/** Whether an operator may do anything about an incident, and so be given one. */
export const mayAct = (role: string): boolean =>
  permissionsOf(role as Role).includes('incidents.act');

const requireOwner = async (tx: Transaction, id: string | null): Promise<string | null> => {
  if (id === null) return null;
  const operator = await findOperator(tx, id);
  if (operator && operator.disabled_at === null && mayAct(operator.role)) return operator.name;
  return raise('invalid_request', {
    message: 'Nobody of this id can be given an incident.',
    details: { ownerId: 'must be an operator who may act on incidents' },
  });
};

/** @throws `conflict` of what is closed, or when somebody else was first */
export const assign = (
  { db, clock }: ActingContext,
  { id, version, ownerId }: ActTarget & { readonly ownerId: string | null },
  by: AuditSource,
): Promise<IncidentStanding> =>
  within(db, async (tx) => {
    const before = await lockIncidentRow(tx, id);
    await refuseMerged(tx, before);
    if (before.owner_id === ownerId) return toStanding(before);
    await requireVersion({ tx, clock }, before, version);
    if (before.state === 'closed')
      await refuse({ tx, clock }, before, 'It is over: reopen it first.');
    const owner = await requireOwner(tx, ownerId);
    const after = await updateIncidentRow(tx, id, {
      owner_id: ownerId,
      // Taking an acknowledgement back does not take back what came after it.
      owner_before_id: ownerId,
      version: before.version + 1,
    });
    await tell(
      { tx, clock },
      { before, after, event: { kind: 'assigned', details: { owner } }, by },
    );
    return toStanding(after);
  });

/** Of a note that is there already nothing more is written. */
export const comment = (
  { db, clock }: ActingContext,
  { id, noteId, note }: { id: string; noteId?: string | undefined; note: string },
  by: AuditSource,
): Promise<void> =>
  within(db, async (tx) => {
    await lockIncidentRow(tx, id);
    const isNew = await insertEvents(tx, [
      {
        incidentId: id,
        id: noteId ?? uuidV7(clock),
        at: clock.now(),
        kind: 'commented',
        actor: by.actor,
        note,
      },
    ]);
    if (!isNew) return;
    await recordAudit(tx, clock, {
      by,
      action: 'incident.commented',
      target: { type: 'incident', id },
      after: { note },
    });
  });
