import { createHmac } from 'node:crypto';
import pg from 'pg';
import type { Logger } from '../log.ts';

/** The login roles besides the owner, by what they are for. */
export interface RoleNames {
  readonly app: string;
  readonly ingest: string;
  readonly member: string;
}

export type RoleUrls = { readonly [role in keyof RoleNames]: string };

/** What a database without roles of other names gets. */
export const defaultRoleNames: RoleNames = {
  app: 'taffrail_app',
  ingest: 'taffrail_ingest',
  member: 'taffrail_member',
};

const variableOf = {
  app: 'DATABASE_APP_URL',
  ingest: 'DATABASE_INGEST_URL',
  member: 'DATABASE_MEMBER_URL',
} as const;

const roleKeys = ['app', 'ingest', 'member'] as const;

export const withUser = (ownerUrl: string, user: string, password: string): string => {
  const url = new URL(ownerUrl);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  return url.toString();
};

const userOf = (url: string): string => decodeURIComponent(new URL(url).username);

/** From the secret, so that every process of one console knows them without storing any. */
export const passwordOf = (secret: string, role: string): string =>
  createHmac('sha256', secret).update(`database role ${role}`).digest('base64url');

const canConnect = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
};

/** A login role with this password, new or not. */
export const ensureRole = async (
  owner: pg.Client,
  name: string,
  password: string,
): Promise<void> => {
  const role = pg.escapeIdentifier(name);
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [name]);
  const verb = rowCount ? 'alter' : 'create';
  await owner.query(`${verb} role ${role} login password ${pg.escapeLiteral(password)}`);
};

/** Only a superuser, or from Postgres 16 on a role that has it itself, may grant it. */
const tryBypassRowLevelSecurity = async (owner: pg.Client, name: string): Promise<void> => {
  try {
    await owner.query(`alter role ${pg.escapeIdentifier(name)} bypassrls`);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code === '42501')) throw error;
  }
};

/**
 * Finds or makes the login roles. Roles whose URLs are configured are taken as they are; the
 * others are created with passwords derived from the secret.
 *
 * @throws when roles would have to be created and the owner may not: the message names the
 *   variables that are needed then.
 */
export const ensureRoles = async (options: {
  ownerUrl: string;
  configured: Partial<RoleUrls>;
  secret: string;
  log: Logger;
}): Promise<{ urls: RoleUrls; names: RoleNames }> => {
  const { ownerUrl, configured, secret, log } = options;
  const urlOf = (key: keyof RoleNames): string => {
    const name = defaultRoleNames[key];
    return configured[key] ?? withUser(ownerUrl, name, passwordOf(secret, name));
  };
  const urls = { app: urlOf('app'), ingest: urlOf('ingest'), member: urlOf('member') };
  const names = {
    app: userOf(urls.app),
    ingest: userOf(urls.ingest),
    member: userOf(urls.member),
  };

  const connectable = await Promise.all(roleKeys.map((key) => canConnect(urls[key])));
  const missing = roleKeys.filter((_, index) => !connectable[index]);
  if (missing.length === 0) return { urls, names };

  const wrong = missing.filter((key) => configured[key] !== undefined);
  if (wrong.length > 0)
    throw new Error(`Cannot connect with ${wrong.map((key) => variableOf[key]).join(', ')}.`);

  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    // Roles belong to the whole cluster; two processes must not alter one at the same time.
    await owner.query('select pg_advisory_lock($1)', [7_238_114_032]);
    const { rows } = await owner.query<{ allowed: boolean }>(
      'select rolsuper or rolcreaterole as allowed from pg_roles where rolname = current_user',
    );
    if (!rows[0]?.allowed)
      throw new Error(
        `The role of DATABASE_URL may not create roles. Create login roles and set ` +
          `${missing.map((key) => variableOf[key]).join(', ')}.`,
      );
    for (const key of missing) {
      await ensureRole(owner, names[key], passwordOf(secret, names[key]));
      if (key === 'ingest') await tryBypassRowLevelSecurity(owner, names[key]);
      log.info({ role: names[key] }, 'database role prepared');
    }
  } finally {
    await owner.end();
  }
  return { urls, names };
};
