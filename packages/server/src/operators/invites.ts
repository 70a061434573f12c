import { Role, type OperatorInvite } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import { hashPassword } from '../access/passwords/passwords.ts';
import { hashToken, randomToken } from '../access/random-token.ts';
import { openSession, type NewSession } from '../access/sessions/sessions.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Transaction } from '../platform/db/database.ts';
import { isUniqueViolation } from '../platform/db/failures.ts';
import { raise } from '../platform/http/api-error.ts';
import { uuidV7 } from '../platform/ids.ts';
import {
  closeInvite,
  findInviteByToken,
  findWaitingInvite,
  findWaitingInviteFor,
  insertInvite,
  listWaitingInvitesBy,
  type InviteRow,
} from './invites.store.ts';
import { findOperatorByEmail } from './operators.store.ts';
import { createOperator } from './create-operator.ts';

const lifetimeMs = 7 * 86_400_000;

interface InviteRules {
  readonly db: Database;
  readonly clock: Clock;
}

export const toInvite = (row: InviteRow): OperatorInvite => ({
  id: row.id,
  email: row.email,
  role: Role.parse(row.role),
  invitedBy: row.invited_by_email,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
});

/**
 * The link's token stands behind the `#`: browsers send it to no server, so it is in no log.
 *
 * @throws `conflict` for somebody who is an operator or has been invited already
 */
export const createInvite = (
  { db, clock, publicUrl }: InviteRules & { publicUrl: string },
  wanted: { email: string; role: Role },
  inviter: { id: string; by: AuditSource },
): Promise<OperatorInvite & { url: string }> =>
  db.transaction().execute(async (tx) => {
    const now = clock.now();
    if (await findOperatorByEmail(tx, wanted.email))
      raise('conflict', { message: 'Somebody with this e-mail is an operator already.' });
    if (await findWaitingInviteFor(tx, wanted.email, now))
      raise('conflict', {
        message: 'An invitation for this e-mail waits already. Withdraw it to make another.',
      });
    const id = uuidV7(clock);
    const token = randomToken();
    await insertInvite(tx, {
      id,
      token_hash: hashToken(token),
      email: wanted.email,
      role: wanted.role,
      invited_by: inviter.id,
      created_at: now,
      expires_at: new Date(now.getTime() + lifetimeMs),
    });
    await recordAudit(tx, clock, {
      by: inviter.by,
      action: 'operator_invite.created',
      target: { type: 'operator_invite', id },
      after: wanted,
    });
    const row = (await findWaitingInvite(tx, id, now)) ?? raise('not_found');
    return { ...toInvite(row), url: `${publicUrl}/invite#${token}` };
  });

/** @throws `not_found` for one that does not wait any more */
export const withdrawInvite = ({ db, clock }: InviteRules, id: string, by: AuditSource) =>
  db.transaction().execute(async (tx) => {
    const invite = (await findWaitingInvite(tx, id, clock.now())) ?? raise('not_found');
    await withdraw(tx, clock, invite, by);
  });

/** What somebody invited who may not invite any more. */
export const withdrawInvitesOf = async (
  tx: Transaction,
  clock: Clock,
  operatorId: string,
  by: AuditSource,
): Promise<void> => {
  for (const invite of await listWaitingInvitesBy(tx, operatorId, clock.now()))
    await withdraw(tx, clock, invite, by);
};

const withdraw = async (
  tx: Transaction,
  clock: Clock,
  invite: InviteRow,
  by: AuditSource,
): Promise<void> => {
  if (!(await closeInvite(tx, invite.id, { withdrawn_at: clock.now() }))) return;
  await recordAudit(tx, clock, {
    by,
    action: 'operator_invite.withdrawn',
    target: { type: 'operator_invite', id: invite.id },
    before: { email: invite.email, role: invite.role },
  });
};

/** @throws `invite_not_usable` */
export const getInvite = async ({ db, clock }: InviteRules, token: string): Promise<InviteRow> =>
  (await findInviteByToken(db, hashToken(token), clock.now())) ?? raise('invite_not_usable');

/**
 * Makes an operator of whoever has the link, and signs them in.
 *
 * @throws `invite_not_usable`; `conflict` when the e-mail belongs to an operator meanwhile
 */
export const acceptInvite = async (
  rules: InviteRules,
  given: { token: string; name: string; password: string },
  from: Pick<AuditSource, 'ipAddress' | 'requestId'> & { userAgent: string | null },
): Promise<{ operatorId: string; session: NewSession }> => {
  const { db, clock } = rules;
  const invite = await getInvite(rules, given.token);
  const { email, role } = toInvite(invite);
  const passwordHash = await hashPassword(given.password);
  const accept = async (tx: Transaction) => {
    if (!(await closeInvite(tx, invite.id, { accepted_at: clock.now() })))
      raise('invite_not_usable');
    const spec = { email, name: given.name, role, passwordHash };
    const operatorId = await createOperator(tx, clock, spec);
    const session = await openSession(tx, clock, { ...from, operatorId });
    await recordAudit(tx, clock, {
      by: { ...from, actor: { kind: 'operator', id: operatorId, label: email } },
      action: 'operator_invite.accepted',
      target: { type: 'operator_invite', id: invite.id },
      after: { operatorId, email, name: given.name, role },
    });
    return { operatorId, session };
  };
  return db
    .transaction()
    .execute(accept)
    .catch((error: unknown) =>
      isUniqueViolation(error)
        ? raise('conflict', { message: 'Somebody with this e-mail is an operator already.' })
        : Promise.reject(error as Error),
    );
};
