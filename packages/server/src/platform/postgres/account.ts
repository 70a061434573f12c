import { execFileSync, spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';

/** Whom PostgreSQL runs as when Taffrail runs as root, which PostgreSQL refuses. */
export interface Account {
  uid: number;
  gid: number;
}

/** The owner of the data that is there, else `postgres`, else `nobody`; undefined: as ourselves. */
export async function chooseAccount(cluster: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = findAccount('postgres') ?? findAccount('nobody');
  if (account) return account;
  throw new Error(
    'PostgreSQL does not run as root, and there is neither an account "postgres" nor "nobody". ' +
      'Start Taffrail as an ordinary user, or set DATABASE_URL.',
  );
}

/** For `spawn`: nothing when there is no account to change to. */
export function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/** Whether the account may pass through the folder, as the kernel sees it (modes, ACLs, mount options). */
export function canEnter(folder: string, account: Account | undefined): boolean {
  const test = ['-c', 'test -x "$1"', 'sh', folder];
  const result = spawnSync('/bin/sh', test, { cwd: '/', stdio: 'ignore', ...identity(account) });
  return result.status === 0;
}

function findAccount(name: string): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map((option) => idOf(option, name));
  return uid && gid ? { uid, gid } : undefined;
}

function idOf(option: string, name: string): number | undefined {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio }));
  } catch {
    return undefined;
  }
}
