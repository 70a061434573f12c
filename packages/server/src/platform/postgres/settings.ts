import { createHash } from 'node:crypto';

export type Settings = Readonly<Record<string, string>>;

/** The name in every process title of a cluster, by which what a kill -9 left behind is found. */
export function clusterName(cluster: string): string {
  return `taffrail-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`;
}

/**
 * Given on the command line, so that a new version's settings need no edit of the data folder.
 * Memory is sized for an idle tree below 300 MB; measured in docs/reference/performance.md.
 */
export function serverSettings(major: number, cluster: string, port: number): Settings {
  return {
    cluster_name: clusterName(cluster),
    listen_addresses: '127.0.0.1',
    port: String(port),
    // A socket's path may have 107 bytes; that of a checkout is longer on some machines.
    unix_socket_directories: '',
    max_connections: '40',
    shared_buffers: '64MB',
    max_wal_size: '1GB',
    jit: 'off',
    // Starting two processes takes 10 ms: longer than most statements of a page run.
    max_parallel_workers_per_gather: '0',
    // Worker processes for asynchronous reads cost memory and bring nothing on a small machine.
    ...(major >= 18 ? { io_method: 'sync' } : {}),
    max_logical_replication_workers: '0',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Errors of statements reach the server, which logs them; here they would hold people's data.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
  };
}

/** Nothing of the machine's locales: sorting stays the same when its C library changes. */
export function localeOptions(major: number): string[] {
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  return ['--encoding=UTF8', '--locale=C', ...(major >= 17 ? builtin : [])];
}

export function toFlags(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** None of ours: PGPORT, PGDATA, LANG and the like would change what it does. */
export const environment = { LC_ALL: 'C', TZ: 'UTC' };
