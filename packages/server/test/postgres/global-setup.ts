import { readFileSync, rmSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { systemClock } from '../../src/platform/clock.ts';
import { migrateDatabase } from '../../src/platform/db/migrate.ts';
import { ensureRoles, type RoleUrls } from '../../src/platform/db/roles.ts';
import { createLogger } from '../../src/platform/log.ts';
import { installJobs } from '../../src/platform/jobs/install-jobs.ts';
import { lockFolder } from '../../src/platform/postgres/folder-lock.ts';
import { endOrphans } from '../../src/platform/postgres/orphans.ts';
import { startEmbeddedPostgres } from '../../src/platform/postgres/embedded-postgres.ts';
import { isRunning } from '../../src/platform/postgres/process-table.ts';
import { usualDay } from '../clock.ts';
import { dataDirRoot, makeDataDir } from './data-dir.ts';
import { makeTemplates, type Template } from './templates.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's address of the migrated database that test files clone. */
    templateUrl: string;
    /** Copies of it with partitions. */
    templates: readonly Template[];
    /** The login roles' addresses of the migrated database. */
    roleUrls: RoleUrls;
    /** What the passwords of the login roles are derived from. */
    secret: string;
  }
}

const prefix = 'taffrail-test-';
const youngMs = 10 * 60_000;
const log = createLogger({ level: 'silent' });

/** Thousands of sessions come and go, and nothing is kept. */
const settings = {
  max_connections: '200',
  // A password that is guessed opens nothing here: each round of hashing costs both sides.
  scram_iterations: '1',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Tests whose plans depend on statistics have them gathered.
  autovacuum: 'off',
};

/** One PostgreSQL for the run, with one migrated database, which each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned();
  const dataDir = await makeDataDir(prefix);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log,
    clock: systemClock,
    durable: false,
    settings,
  });
  const cleanUpOnExit = () => cleanUpAtOnce(dataDir);
  process.once('exit', cleanUpOnExit);

  const secret = 'a secret of the tests, long enough for all';
  const { ownerUrl } = postgres;
  await hashPasswordAnew(ownerUrl);
  const { urls, names } = await ensureRoles({ ownerUrl, configured: {}, secret, log });
  await migrateDatabase({ ownerUrl, roles: names, log });
  await installJobs(ownerUrl, log);
  const today = systemClock.now().toISOString().slice(0, 10);
  project.provide('templates', await makeTemplates(ownerUrl, [...new Set([usualDay, today])]));
  project.provide('roleUrls', urls);
  project.provide('templateUrl', ownerUrl);
  project.provide('secret', secret);
  return async () => {
    process.off('exit', cleanUpOnExit);
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** It was made with as many rounds as are usual. */
async function hashPasswordAnew(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const password = pg.escapeLiteral(decodeURIComponent(new URL(ownerUrl).password));
  await owner.query(`alter role current_user password ${password}`);
  await owner.end();
}

/** Interrupted, Vitest exits without tearing down; what runs then cannot wait for anything. */
function cleanUpAtOnce(dataDir: string): void {
  const [pid] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGQUIT');
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let round = 0; round < 100 && isRunning(Number(pid)); round += 1)
    Atomics.wait(pause, 0, 0, 20);
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
}

/** Of runs that were killed: their lock is free, though their PostgreSQL may still run. */
async function removeAbandoned(): Promise<void> {
  const root = dataDirRoot();
  for (const name of await readdir(root)) {
    const folder = join(root, name);
    if (!name.startsWith(prefix) || (await isYoung(folder))) continue;
    const lock = await lockFolder(folder).catch(() => undefined);
    if (!lock) continue;
    await endOrphans(join(folder, 'postgres'), log);
    await rm(folder, { recursive: true, force: true });
  }
}

/** A run that has just made its folder has not locked it yet. */
async function isYoung(folder: string): Promise<boolean> {
  const { birthtimeMs } = await stat(folder);
  return systemClock.now().getTime() - birthtimeMs < youngMs;
}
