import { bySystem, recordAudit } from '../access/audit.ts';
import { isPasswordOf } from '../access/passwords/credentials.ts';
import { hashPassword } from '../access/passwords/passwords.ts';
import { randomBase62 } from '../access/random-token.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { createOperator } from './create-operator.ts';
import { findFirstOwner, hasOperators, lockOperators } from './operators.store.ts';

const defaultEmail = 'owner@taffrail.local';

/** 119 random bits. */
export const generatePassword = (): string => randomBase62(20);

export interface EnsuredOwner {
  readonly email: string;
  /** One that was made just now: shown once, stored as a hash. */
  readonly password: string | undefined;
  /**
   * `TAFFRAIL_ADMIN_PASSWORD` is set and is not the owner's password. It counts at the first start
   * only: a restart must not undo what somebody has changed in the console since.
   */
  readonly isEnvironmentPasswordIgnored: boolean;
}

/** Makes the first owner when there is no operator yet. */
export const ensureOwner = async (
  db: Database,
  clock: Clock,
  configured: { email: string | undefined; password: string | undefined },
): Promise<EnsuredOwner> => {
  if (await hasOperators(db)) return findOwner(db, configured.password);
  const email = configured.email ?? defaultEmail;
  const password = configured.password ?? generatePassword();
  const passwordHash = await hashPassword(password);
  const isMade = await db.transaction().execute(async (tx) => {
    await lockOperators(tx);
    if (await hasOperators(tx)) return false;
    const spec = { email, name: 'Owner', role: 'owner' as const };
    const id = await createOperator(tx, clock, { ...spec, passwordHash });
    await recordAudit(tx, clock, {
      by: bySystem('first start'),
      action: 'operator.created',
      target: { type: 'operator', id },
      after: spec,
    });
    return true;
  });
  if (!isMade) return findOwner(db, configured.password);
  return {
    email,
    password: configured.password === undefined ? password : undefined,
    isEnvironmentPasswordIgnored: false,
  };
};

const findOwner = async (
  db: Database,
  environmentPassword: string | undefined,
): Promise<EnsuredOwner> => {
  const owner = await findFirstOwner(db);
  if (!owner) throw new Error('There are operators, but no active owner among them.');
  const isIgnored =
    environmentPassword !== undefined && !(await isPasswordOf(db, owner.id, environmentPassword));
  return { email: owner.email, password: undefined, isEnvironmentPasswordIgnored: isIgnored };
};
