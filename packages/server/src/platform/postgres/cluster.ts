import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  mkdir,
  open,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { identity } from './account.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { environment, localeOptions } from './settings.ts';

/** The superuser of an embedded cluster; owner of everything in it. */
export const superuser = 'postgres';

interface ClusterOptions {
  cluster: string;
  binaries: Binaries;
  account: Account | undefined;
  password: string;
  /** Off only for clusters that do not outlive a test run. */
  durable: boolean;
}

/** Makes the cluster, or makes sure that the one which is there can be started. */
export async function provideCluster(options: ClusterOptions): Promise<void> {
  const { cluster, binaries } = options;
  const found = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (found === undefined) return createCluster(options);
  if (Number.parseInt(found, 10) === binaries.major) return;
  throw new Error(
    `${cluster} holds data of PostgreSQL ${found.trim()}, and this Taffrail brings ${binaries.major}. ` +
      `Serve it with a PostgreSQL ${found.trim()} by DATABASE_URL, or dump it there and restore it here.`,
  );
}

/** In a draft that is renamed when it is whole: a kill in the middle leaves nothing half done. */
async function createCluster(options: ClusterOptions): Promise<void> {
  const { cluster, account } = options;
  await removeDrafts(cluster);
  await refuseForeignFiles(cluster);
  const draft = `${cluster}.draft-${randomBytes(4).toString('hex')}`;
  await mkdir(draft, { mode: 0o700 });
  await chmod(draft, 0o700);
  await giveTo(draft, account);
  try {
    await initialise(draft, options);
    await rename(join(draft, 'data'), cluster);
    await syncFolder(dirname(cluster));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function initialise(draft: string, options: ClusterOptions): Promise<void> {
  const { binaries, account, password, durable } = options;
  const passwordFile = join(draft, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await giveTo(passwordFile, account);
  const args = [
    `--pgdata=${join(draft, 'data')}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--no-instructions',
    ...localeOptions(binaries.major),
    ...(durable ? [] : ['--no-sync']),
  ];
  const initdb = join(binaries.root, 'bin', 'initdb');
  try {
    await promisify(execFile)(initdb, args, { cwd: '/', env: environment, ...identity(account) });
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    const hint = said.includes('user does not exist')
      ? ' Give this user an entry in /etc/passwd, or set DATABASE_URL.'
      : '';
    throw new Error(`PostgreSQL could not make its data folder. ${said}${hint}`, { cause });
  }
}

async function removeDrafts(cluster: string): Promise<void> {
  for (const name of await readdir(dirname(cluster))) {
    if (!name.startsWith(`${basename(cluster)}.draft-`)) continue;
    // An initdb whose parent was killed may still write there; it fails soon, and alone.
    const draft = join(dirname(cluster), name);
    await rm(draft, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

/** A rename replaces an empty folder and nothing else. */
async function refuseForeignFiles(cluster: string): Promise<void> {
  const files = await readdir(cluster).catch(() => []);
  if (files.length > 0)
    throw new Error(`${cluster} is not a PostgreSQL data folder, and it is not empty.`);
}

async function giveTo(path: string, account: Account | undefined): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
