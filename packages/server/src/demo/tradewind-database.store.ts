import pg from 'pg';
import { ensureRole } from '../platform/db/roles.ts';
import { ensureDatabase } from '../platform/postgres/database.store.ts';

interface Names {
  readonly database: string;
  readonly owner: string;
  readonly reader: string;
}

type Passwords = { readonly [role in 'owner' | 'reader']: string };

const connectTo = async (url: string): Promise<pg.Client & AsyncDisposable> => {
  const client = new pg.Client({ connectionString: url, application_name: 'taffrail demo' });
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
};

const ensureRoles = async (url: string, names: Names, passwords: Passwords): Promise<void> => {
  await using client = await connectTo(url);
  for (const role of ['owner', 'reader'] as const)
    await ensureRole(client, names[role], passwords[role]);
  // Against mistakes; against intent it has no grant but to read.
  await client.query(`alter role ${names.reader} set default_transaction_read_only = on`);
};

/** Tables that the owner will make can be read, as can those that are there. */
const grantReading = async (url: string, { database, owner, reader }: Names): Promise<void> => {
  await using client = await connectTo(url);
  await client.query(`alter database ${database} owner to ${owner}`);
  await client.query(`revoke all on database ${database} from public`);
  await client.query(`grant connect on database ${database} to ${reader}`);
  await client.query(`grant usage on schema public to ${reader}`);
  await client.query(`grant select on all tables in schema public to ${reader}`);
  await client.query(
    `alter default privileges for role ${owner} in schema public grant select on tables to ${reader}`,
  );
};

/** Login roles and a database with these names, which need no quoting. Safe to repeat. */
export const ensureTradewindDatabase = async (
  superuserUrl: string,
  names: Names,
  passwords: Passwords,
): Promise<void> => {
  await ensureRoles(superuserUrl, names, passwords);
  await ensureDatabase(superuserUrl, names.database);
  const inside = Object.assign(new URL(superuserUrl), { pathname: `/${names.database}` }).href;
  await grantReading(inside, names);
};
