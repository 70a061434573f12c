import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Who a segment belongs to, written into its name. A verdict of "gone" may be wrong (two containers
 * that share a volume and a host name do not see each other's processes): the spool stays whole
 * even then, see `LedgerSpool`; the server only gets some records twice and knows them by their id.
 */
export interface SpoolOwner {
  /** Of this boot of this host. */
  readonly host: string;
  readonly pid: number;
  /** Kernel ticks since boot, which tell a process from a later one with its pid; 0 if unknown. */
  readonly startedAt: string;
  readonly instance: string;
}

export function currentOwner(): SpoolOwner {
  const boot = readText('/proc/sys/kernel/random/boot_id') ?? '';
  return {
    host: createHash('sha256').update(`${hostname()} ${boot}`).digest('hex').slice(0, 12),
    pid: process.pid,
    startedAt: startOf(process.pid) ?? '0',
    instance: randomBytes(6).toString('hex'),
  };
}

export const ownerName = (owner: SpoolOwner): string =>
  `${owner.host}-${owner.pid}-${owner.startedAt}-${owner.instance}`;

/** True only when it is known: a process of this host and boot that runs no more. */
export function isGone(name: string, self: SpoolOwner): boolean {
  const parts = /^([\da-f]{12})-(\d+)-(\d+)-[\da-f]{12}$/.exec(name);
  if (parts === null || parts[1] !== self.host) return false;
  const pid = Number(parts[2]);
  if (self.startedAt === '0') return !isRunning(pid);
  return startOf(pid) !== parts[3];
}

/** Field 22 of proc_pid_stat(5); undefined when there is no such process, or only its zombie. */
function startOf(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  // The second field is the command in parentheses, which may hold spaces and parentheses itself.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined || fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
