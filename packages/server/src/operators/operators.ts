import { Role, type Operator } from '@taffrail/contract';
import { recordAudit, type AuditEvent, type AuditSource } from '../access/audit.ts';
import { endSessionsOf } from '../access/sessions/sessions.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Transaction } from '../platform/db/database.ts';
import { raise } from '../platform/http/api-error.ts';
import { withdrawInvitesOf } from './invites.ts';
import {
  getOperatorRow,
  lockActiveOwners,
  setOperator,
  type OperatorRow,
} from './operators.store.ts';

export const toOperator = (row: OperatorRow): Operator => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: Role.parse(row.role),
  createdAt: row.created_at.toISOString(),
  lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  disabledAt: row.disabled_at?.toISOString() ?? null,
});

interface Change {
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
}

/**
 * Changes role and standing. Both hold from the next request on: they are read with every one.
 *
 * @throws `last_owner` when nobody could manage operators any more
 */
export const changeOperator = (
  { db, clock }: { db: Database; clock: Clock },
  id: string,
  change: Change,
  by: AuditSource,
): Promise<Operator> =>
  db.transaction().execute(async (tx) => {
    const owners = await lockActiveOwners(tx);
    const before = toOperator(await getOperatorRow(tx, id));
    const role = change.role ?? before.role;
    const disabled = change.disabled ?? before.disabledAt !== null;
    const staysOwner = role === 'owner' && !disabled;
    if (!staysOwner && owners.length === 1 && owners[0] === id) raise('last_owner');

    const record = (action: AuditEvent['action'], rest: Pick<AuditEvent, 'before' | 'after'>) =>
      recordAudit(tx, clock, { by, action, target: { type: 'operator', id }, ...rest });
    if (role !== before.role) {
      await setOperator(tx, id, { role });
      await record('operator.role_changed', { before: { role: before.role }, after: { role } });
    }
    if (disabled !== (before.disabledAt !== null))
      await setStanding(tx, clock, id, disabled, record);
    // A link that somebody made who may not invite any more would be a way back in.
    if (!staysOwner) await withdrawInvitesOf(tx, clock, id, by);
    return toOperator(await getOperatorRow(tx, id));
  });

const setStanding = async (
  tx: Transaction,
  clock: Clock,
  id: string,
  disabled: boolean,
  record: (
    action: AuditEvent['action'],
    rest: Pick<AuditEvent, 'before' | 'after'>,
  ) => Promise<void>,
): Promise<void> => {
  await setOperator(tx, id, { disabled_at: disabled ? clock.now() : null });
  const sessionsEnded = disabled ? await endSessionsOf(tx, id) : 0;
  await record(disabled ? 'operator.disabled' : 'operator.enabled', {
    before: { disabled: !disabled },
    after: { disabled, ...(disabled && { sessionsEnded }) },
  });
};
