import { bySystem, recordAudit } from '../access/audit.ts';
import { storePasswordHash } from '../access/passwords/credentials.ts';
import { hashPassword } from '../access/passwords/passwords.ts';
import { endSessionsOf } from '../access/sessions/sessions.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { generatePassword } from './ensure-owner.ts';
import { findFirstOwner, findOperatorByEmail } from './operators.store.ts';

/**
 * Sets a new password from the command line and ends the operator's sessions.
 *
 * @param email the first active owner's unless given
 * @throws with a sentence for the command line when there is no such operator
 */
export const resetPassword = async (
  db: Database,
  clock: Clock,
  email?: string,
): Promise<{ email: string; password: string }> => {
  const operator =
    email === undefined ? await findFirstOwner(db) : await findOperatorByEmail(db, email);
  if (!operator)
    throw new Error(
      email === undefined ? 'There is no active owner.' : `There is no operator ${email}.`,
    );
  if (operator.disabled_at !== null)
    throw new Error(`${operator.email} is disabled: an owner has to enable them first.`);
  const password = generatePassword();
  const hash = await hashPassword(password);
  await db.transaction().execute(async (tx) => {
    await storePasswordHash(tx, { operatorId: operator.id, hash, now: clock.now() });
    const sessionsEnded = await endSessionsOf(tx, operator.id);
    await recordAudit(tx, clock, {
      by: bySystem('command line'),
      action: 'operator.password_reset',
      target: { type: 'operator', id: operator.id },
      after: { sessionsEnded },
    });
  });
  return { email: operator.email, password };
};
