import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

// Linux is read from /proc, because slim containers have no `ps`; elsewhere `ps` is always there.
const hasProc = process.platform === 'linux';

/**
 * What a process keeps from start to end and its successor under the same pid does not share.
 * Undefined when there is no such process; a zombie has ended too.
 */
export function processStart(pid: number): string | undefined {
  if (!hasProc) return ps(['-o', 'lstart=', '-p', String(pid)])[0];
  const stat = readProc(`${pid}/stat`);
  // The second field is the name in parentheses, which may itself hold spaces and parentheses.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!fields || fields[0] === 'Z') return undefined;
  return `${readProc('sys/kernel/random/boot_id')?.trim()} ${fields[19]}`;
}

export function isRunning(pid: number): boolean {
  return processStart(pid) !== undefined;
}

/** Whether the process is a postmaster that works in that data directory: postmasters chdir to it. */
export function isPostmasterOf(pid: number, cluster: string): boolean {
  if (!isRunning(pid)) return false;
  if (!hasProc) return commandOf(pid).includes(`postgres -D ${cluster} `);
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster && /\bpostgres\b/.test(commandOf(pid));
  } catch {
    return false;
  }
}

/** The command line, or the title that the process gave itself. */
export function commandOf(pid: number): string {
  if (!hasProc) return ps(['-o', 'command=', '-p', String(pid)])[0] ?? '';
  return readProc(`${pid}/cmdline`)?.replaceAll('\0', ' ').trim() ?? '';
}

export function findByTitle(prefix: string): number[] {
  const running = hasProc
    ? readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    : ps(['-ax', '-o', 'pid=']).map((pid) => pid.trim());
  return running.map(Number).filter((pid) => commandOf(pid).startsWith(prefix));
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return undefined;
  }
}

function ps(args: string[]): string[] {
  try {
    const output = execFileSync('ps', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return output.split('\n').filter((line) => line.trim() !== '');
  } catch {
    return [];
  }
}
