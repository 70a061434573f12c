import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { QueryResultRow } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeDataDir } from '../../../test/postgres/data-dir.ts';
import { systemClock } from '../clock.ts';
import { createLogger } from '../log.ts';
import { findRunningPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.ts';
import { endOrphans } from './orphans.ts';
import { readPostmasterPid } from './postmaster.ts';
import { findByTitle, isRunning } from './process-table.ts';
import { clusterName } from './settings.ts';

const log = createLogger({ level: 'silent' });
let dataDir: string;
let running: EmbeddedPostgres[];
/** A folder that was started and stopped before: making a cluster takes most of a start. */
let before: string;

beforeAll(async () => {
  before = await makeDataDir('taffrail-test-started before ');
  const given = { dataDir: before, log, clock: systemClock, durable: false };
  await (await startEmbeddedPostgres(given)).stop();
});

afterAll(() => rm(before, { recursive: true }));

beforeEach(async () => {
  running = [];
  dataDir = await makeDataDir('taffrail-test-with a space ');
});

afterEach(async () => {
  for (const postgres of running) await postgres.stop();
  expect(findByTitle(`postgres: ${clusterName(join(dataDir, 'postgres'))}`)).toEqual([]);
  await rm(dataDir, { recursive: true });
});

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log,
    clock: systemClock,
    durable: false,
    ...options,
  });
  running.push(postgres);
  return postgres;
}

async function copyStartedBefore(): Promise<void> {
  await promisify(execFile)('cp', ['-a', `${before}/.`, dataDir]);
}

async function startAgain(options: Partial<EmbeddedPostgresOptions> = {}) {
  await copyStartedBefore();
  return start(options);
}

async function query<Row extends QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function queryUntilItAnswers(url: string, sql: string): Promise<QueryResultRow[]> {
  for (;;) {
    try {
      return await query(url, sql);
    } catch {
      await sleep(50);
    }
  }
}

async function postmasterPid(): Promise<number> {
  const postmaster = await readPostmasterPid(join(dataDir, 'postgres'));
  if (!postmaster) throw new Error('no postmaster has written its pid');
  return postmaster.pid;
}

/** Taffrail's part of this in a process of its own, which can be killed. */
function spawnStarter() {
  const script = `
    import { startEmbeddedPostgres } from '${import.meta.resolve('./embedded-postgres.ts')}';
    import { createLogger } from '${import.meta.resolve('../log.ts')}';
    import { systemClock } from '${import.meta.resolve('../clock.ts')}';
    const postgres = await startEmbeddedPostgres({
      dataDir: process.argv[1],
      log: createLogger({ level: 'silent' }),
      clock: systemClock,
      durable: false,
    });
    await postgres.announce('http://localhost:4612');
    process.stdout.write(postgres.ownerUrl + '\\n');
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ownerUrl = once(createInterface(child.stdout), 'line').then(([line]) => String(line));
  return { child, ownerUrl };
}

describe('startEmbeddedPostgres', () => {
  it('starts PostgreSQL 18 with UTF-8 and no locale of the machine, in a path with a space', async () => {
    const { ownerUrl } = await start();
    const [row] = await query(
      ownerUrl,
      `select current_setting('server_version_num')::int / 10000 as major,
              current_setting('server_encoding') as encoding,
              current_setting('shared_buffers') as buffers,
              current_setting('io_method') as io_method,
              datlocprovider as provider, datlocale as locale,
              (select rolsuper from pg_roles where rolname = current_user) as may_create_roles
       from pg_database where datname = current_database()`,
    );
    expect(row).toEqual({
      major: 18,
      encoding: 'UTF8',
      buffers: '64MB',
      io_method: 'sync',
      provider: 'b',
      locale: 'C.UTF-8',
      may_create_roles: true,
    });
  });

  it('starts PostgreSQL 15, the oldest one that is supported, for tests', async () => {
    const { ownerUrl } = await start({ package: 'embedded-postgres-15' });
    expect(await query(ownerUrl, `select 'x'::text as x where version() like '%15.%'`)).toEqual([
      { x: 'x' },
    ]);
  });

  it('keeps its files from everybody else, and its socket to loopback with a password', async () => {
    const { ownerUrl } = await start();
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);
    const [row] = await query(
      ownerUrl,
      `select current_setting('listen_addresses') as tcp,
              current_setting('unix_socket_directories') as sockets`,
    );
    expect(row).toEqual({ tcp: '127.0.0.1', sockets: '' });
    const url = new URL(ownerUrl);
    url.password = 'wrong';
    await expect(query(url.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  it('is fsynced unless it is told otherwise', async () => {
    const { ownerUrl } = await startAgain({ durable: true });
    expect(await query(ownerUrl, 'show fsync')).toEqual([{ fsync: 'on' }]);
  });

  it('has the data again after a stop, which leaves no process behind', async () => {
    const first = await start();
    await query(first.ownerUrl, 'create table kept as select 42 as answer');
    const pid = await postmasterPid();
    await first.stop();
    expect(isRunning(pid)).toBe(false);
    const second = await start();
    expect(await query(second.ownerUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('stops although a session is busy', async () => {
    const postgres = await startAgain();
    const busy = query(postgres.ownerUrl, 'select count(*) from generate_series(1, 1e12)');
    busy.catch(() => undefined);
    await sleep(200);
    await postgres.stop();
    await expect(busy).rejects.toThrow(/terminat/);
  });

  it('refuses a second start on the same folder and names the address of the first', async () => {
    const first = await startAgain();
    await expect(start()).rejects.toThrow(/already runs .* still starting/);
    await first.announce('http://localhost:4607');
    await expect(start()).rejects.toThrow(
      `process ${process.pid} listens on http://localhost:4607`,
    );
    expect(await query(first.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('tells a second process the address of the cluster while it runs', async () => {
    expect(await findRunningPostgres(dataDir)).toBeUndefined();
    const postgres = await startAgain();
    expect(await findRunningPostgres(dataDir)).toBe(postgres.ownerUrl);
    await postgres.stop();
    expect(await findRunningPostgres(dataDir)).toBeUndefined();
  });
});

describe('after a kill -9', () => {
  it('of the postmaster, PostgreSQL comes back on the same address with what was committed', async () => {
    const { ownerUrl } = await startAgain();
    await query(ownerUrl, 'create table kept as select 42 as answer');
    const pid = await postmasterPid();
    process.kill(pid, 'SIGKILL');
    expect(await queryUntilItAnswers(ownerUrl, 'select answer from kept')).toEqual([
      { answer: 42 },
    ]);
    expect(await postmasterPid()).not.toBe(pid);
  });

  it('of the postmaster, sessions that did not notice are ended', async () => {
    const { ownerUrl } = await startAgain();
    const busy = query(ownerUrl, 'select count(*) from generate_series(1, 1e12)');
    busy.catch(() => undefined);
    await sleep(200);
    process.kill(await postmasterPid(), 'SIGKILL');
    expect(await queryUntilItAnswers(ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await expect(busy).rejects.toThrow(/terminat|closed|reset/i);
  });

  it('of the postmaster again and again, PostgreSQL comes back each time', async () => {
    const { ownerUrl } = await startAgain();
    for (let kill = 0; kill < 3; kill += 1) {
      process.kill(await postmasterPid(), 'SIGKILL');
      await queryUntilItAnswers(ownerUrl, 'select 1');
    }
  });

  it('of Taffrail, the next start takes the folder over and stops the orphan', async () => {
    await copyStartedBefore();
    const { child, ownerUrl } = spawnStarter();
    await query(await ownerUrl, 'create table kept as select 42 as answer');
    const orphan = await postmasterPid();
    await expect(start()).rejects.toThrow(`process ${child.pid} listens on http://localhost:4612`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isRunning(orphan)).toBe(true);
    const second = await start();
    expect(isRunning(orphan)).toBe(false);
    expect(await query(second.ownerUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('of Taffrail and PostgreSQL both, the next start recovers', async () => {
    await copyStartedBefore();
    const { child, ownerUrl } = spawnStarter();
    await query(await ownerUrl, 'create table kept as select 42 as answer');
    const postmaster = await postmasterPid();
    child.kill('SIGKILL');
    process.kill(postmaster, 'SIGKILL');
    await once(child, 'exit');
    const second = await start();
    expect(await query(second.ownerUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('in the middle of the first start, the next one starts over', async () => {
    const { child, ownerUrl } = spawnStarter();
    ownerUrl.catch(() => undefined);
    while (!(await readdir(dataDir)).some((name) => name.includes('.draft-'))) await sleep(5);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { ownerUrl: url } = await start();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await readdir(dataDir)).filter((name) => name.includes('.draft-'))).toEqual([]);
  });

  it('a pid file whose pid is another process by now does not keep PostgreSQL from starting', async () => {
    const cluster = join(dataDir, 'postgres');
    await mkdir(cluster);
    const file = join(cluster, 'postmaster.pid');
    await writeFile(file, `${process.pid}\n${cluster}\n1790000000\n20000\n`);
    await endOrphans(cluster, log);
    await expect(readFile(file)).rejects.toThrow(/ENOENT/);
    await rm(cluster, { recursive: true });
  });
});

describe('a folder that cannot be used', () => {
  it('with data of an older PostgreSQL is named with both versions', async () => {
    const older = await start({ package: 'embedded-postgres-15' });
    await older.stop();
    await expect(start()).rejects.toThrow(
      /holds data of PostgreSQL 15, and this Taffrail brings 18/,
    );
    expect(await readFile(join(dataDir, 'postgres', 'PG_VERSION'), 'utf8')).toBe('15\n');
  });

  it('with other files in the place of the cluster is left alone', async () => {
    await mkdir(join(dataDir, 'postgres'));
    await writeFile(join(dataDir, 'postgres', 'thesis.txt'), 'mine');
    await expect(start()).rejects.toThrow(/not a PostgreSQL data folder/);
    expect(await readdir(join(dataDir, 'postgres'))).toEqual(['thesis.txt']);
  });

  it('without the password of its cluster is said so', async () => {
    await copyStartedBefore();
    await rm(join(dataDir, 'postgres-password'));
    await expect(start()).rejects.toThrow(/password of the database is missing/);
  });

  it('is free again after a start that failed', async () => {
    await copyStartedBefore();
    await expect(start({ settings: { shared_buffers: 'much' } })).rejects.toThrow(
      /did not start: .*invalid value for parameter "shared_buffers"/,
    );
    const { ownerUrl } = await start();
    expect(await query(ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});
