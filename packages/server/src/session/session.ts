import {
  Preferences,
  Role,
  permissionsOf,
  type Me,
  type RouteInput,
  type updatePreferences,
} from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import type { Caller, OperatorCaller } from '../access/caller.ts';
import { isPasswordOf, storePasswordHash } from '../access/passwords/credentials.ts';
import { maskEmail } from '../access/mask.ts';
import { hashPassword, verifyPassword } from '../access/passwords/passwords.ts';
import { hashToken } from '../access/random-token.ts';
import {
  endSession,
  endSessionsOf,
  openSession,
  type NewSession,
} from '../access/sessions/sessions.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { raise } from '../platform/http/api-error.ts';
import {
  findCredentials,
  getOperatorRow,
  mergePreferences,
  type OperatorRow,
} from './session.store.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

export interface SessionRules {
  readonly db: Database;
  readonly clock: Clock;
  readonly reportingTimeZone: string;
  /** Set where everything is made up. */
  readonly demo?: object | undefined;
}

type Place = Pick<AuditSource, 'ipAddress' | 'requestId'>;
/** Nobody is signed in yet. */
const nobody: AuditSource['actor'] = { kind: 'system', id: null, label: 'sign-in' };

/** An operator as the console shows itself to them. */
export const getOperatorMe = async (
  rules: SessionRules,
  operatorId: string,
  sessionExpiresAt: Date,
): Promise<Me> => toMe(await getOperatorRow(rules.db, operatorId), rules, sessionExpiresAt);

/** What the console says of itself to whoever asks. */
type About = Pick<SessionRules, 'reportingTimeZone' | 'demo'>;

const aboutConsole = ({ reportingTimeZone, demo }: About) => ({
  reportingTimeZone,
  isDemo: demo !== undefined,
});

const toMe = (row: OperatorRow, about: About, sessionExpiresAt: Date): Me => {
  const role = Role.parse(row.role);
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role,
    permissions: [...permissionsOf(role)],
    // Preferences of a newer or older console must not keep anybody out.
    preferences: Preferences.safeParse(row.preferences).data ?? Preferences.parse({}),
    ...aboutConsole(about),
    sessionExpiresAt: sessionExpiresAt.toISOString(),
  };
};

/** A key has no person behind it: it goes by its name, with the preferences of nobody. */
export const toKeyMe = (key: Caller, about: About): Me => ({
  id: key.id,
  email: key.label,
  name: key.label,
  role: key.role,
  permissions: [...key.permissions],
  preferences: Preferences.parse({}),
  ...aboutConsole(about),
  sessionExpiresAt: null,
});

/**
 * Opens a session for who gives the right password, in place of the one they had.
 *
 * @throws `wrong_credentials` for a wrong password, an unknown e-mail and a disabled operator
 *   alike, after the same time; `too_many_requests`
 */
export const signIn = async (
  rules: SessionRules & { throttle: SignInThrottle },
  given: { email: string; password: string; replaces: string | undefined },
  from: Place & { userAgent: string | null },
): Promise<{ me: Me; session: NewSession }> => {
  const { db, clock, throttle } = rules;
  const email = given.email.trim().toLowerCase();
  const ipAddress = from.ipAddress ?? '';
  throttle.begin(email, ipAddress);
  const row = await findCredentials(db, email);
  const isRight = await verifyPassword(given.password, row?.password_hash);
  if (!row || !isRight) {
    await recordFailure(rules, email, row?.id, from);
    return raise('wrong_credentials');
  }
  throttle.succeed(email, ipAddress);
  const by: AuditSource = { ...from, actor: { kind: 'operator', id: row.id, label: row.email } };
  const session = await db.transaction().execute(async (tx) => {
    if (given.replaces !== undefined) await endSession(tx, hashToken(given.replaces));
    const opened = await openSession(tx, clock, {
      operatorId: row.id,
      ipAddress: from.ipAddress,
      userAgent: from.userAgent,
    });
    await recordAudit(tx, clock, {
      by,
      action: 'operator.signed_in',
      target: { type: 'operator', id: row.id },
    });
    return opened;
  });
  return { me: toMe(row, rules, session.expiresAt), session };
};

/** An unknown e-mail is masked: people type their password into the wrong field. */
const recordFailure = async (
  { db, clock, throttle }: SessionRules & { throttle: SignInThrottle },
  email: string,
  operatorId: string | undefined,
  from: Place,
): Promise<void> => {
  const { isRecorded, unrecorded } = throttle.noteFailure();
  if (!isRecorded) return;
  await recordAudit(db, clock, {
    by: { ...from, actor: nobody },
    action: 'operator.sign_in_failed',
    ...(operatorId !== undefined && { target: { type: 'operator', id: operatorId } }),
    after: {
      email: operatorId === undefined ? maskEmail(email) : email,
      ...(unrecorded > 0 && { failuresNotRecordedBefore: unrecorded }),
    },
  });
};

export const signOut = (
  { db, clock }: SessionRules,
  operator: OperatorCaller,
  by: AuditSource,
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await endSession(tx, operator.session.tokenHash);
    await recordAudit(tx, clock, {
      by,
      action: 'operator.signed_out',
      target: { type: 'operator', id: operator.id },
    });
  });

/** How the console looks to somebody is theirs alone: not in the audit log. */
export const changePreferences = async (
  rules: SessionRules,
  operator: OperatorCaller,
  given: RouteInput<typeof updatePreferences>['body'],
): Promise<Me> => {
  await mergePreferences(rules.db, operator.id, given);
  return getOperatorMe(rules, operator.id, operator.session.expiresAt);
};

/**
 * Needs the current password, so that a borrowed browser is not enough; ends the other sessions.
 *
 * @throws `wrong_credentials`, `too_many_requests`
 */
export const changePassword = async (
  { db, clock, throttle }: SessionRules & { throttle: SignInThrottle },
  operator: OperatorCaller,
  given: { currentPassword: string; newPassword: string },
  by: AuditSource,
): Promise<void> => {
  const ipAddress = by.ipAddress ?? '';
  throttle.begin(operator.id, ipAddress);
  if (!(await isPasswordOf(db, operator.id, given.currentPassword)))
    raise('wrong_credentials', { message: 'The current password is wrong.' });
  throttle.succeed(operator.id, ipAddress);
  const hash = await hashPassword(given.newPassword);
  await db.transaction().execute(async (tx) => {
    await storePasswordHash(tx, { operatorId: operator.id, hash, now: clock.now() });
    const sessionsEnded = await endSessionsOf(tx, operator.id, operator.session.tokenHash);
    await recordAudit(tx, clock, {
      by,
      action: 'operator.password_changed',
      target: { type: 'operator', id: operator.id },
      after: { sessionsEnded },
    });
  });
};
