import type { IngestScope, Role } from '@taffrail/contract';
import type pg from 'pg';
import { bySystem } from '../src/access/audit.ts';
import { hashPassword } from '../src/access/passwords/passwords.ts';
import { openSession } from '../src/access/sessions/sessions.ts';
import { createKey, type KeySpec } from '../src/api-keys/create-key.ts';
import type { Clock } from '../src/platform/clock.ts';
import type { Database } from '../src/platform/db/database.ts';
import { uuidV7 } from '../src/platform/ids.ts';

/** Somebody or something that asks, and the headers by which it is known. */
export interface Credential {
  readonly id: string;
  /** An operator's e-mail, a key's name. */
  readonly label: string;
  /** The token of the session, or the key. */
  readonly token: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface World {
  readonly owner: pg.Pool;
  readonly db: Database;
  readonly clock: Clock;
}

/** An operator who is signed in. Without a password given, they cannot sign in again. */
export const makeOperator = async (
  { owner, db, clock }: World,
  role: Role,
  given: { email?: string; password?: string },
): Promise<Credential> => {
  const id = uuidV7(clock);
  const email = given.email ?? `${role}-${id.slice(-6)}@example.com`;
  await owner.query(
    'insert into operators (id, email, name, role, created_at) values ($1, $2, $3, $4, $5)',
    [id, email, `Test ${role}`, role, clock.now()],
  );
  if (given.password !== undefined)
    await owner.query(
      'insert into operator_credentials (operator_id, password_hash) values ($1, $2)',
      [id, await hashPassword(given.password)],
    );
  const session = { operatorId: id, ipAddress: null, userAgent: null };
  const { token } = await openSession(db, clock, session);
  return { id, label: email, token, headers: { cookie: `taffrail_session_4600=${token}` } };
};

export const makeApiKey = (world: World, role: Exclude<Role, 'owner'>): Promise<Credential> =>
  makeKey(world, { kind: 'api', role, name: `Test ${role}`, origin: 'operator', createdBy: null });

export const makeIngestKey = (world: World, scopes: IngestScope[]): Promise<Credential> =>
  makeKey(world, {
    kind: 'ingest',
    scopes,
    name: 'Test ingest',
    origin: 'operator',
    createdBy: null,
  });

const makeKey = async ({ db, clock }: World, spec: KeySpec): Promise<Credential> => {
  const by = bySystem('test');
  const { apiKey, key } = await db
    .transaction()
    .execute((tx) => createKey(tx, clock, { spec, by }));
  return {
    id: apiKey.id,
    label: apiKey.name,
    token: key,
    headers: { authorization: `Bearer ${key}` },
  };
};
