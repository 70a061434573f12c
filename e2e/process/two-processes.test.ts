import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../packages/server/src/platform/clock.ts';
import { createLogger } from '../../packages/server/src/platform/log.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../packages/server/src/platform/postgres/embedded-postgres.ts';
import { makeDataDir } from '../../packages/server/test/postgres/data-dir.ts';
import { sendBatch } from '../harness/send-batch.ts';
import { freePort, type ServerProcess, spawnServer } from '../harness/server-process.ts';

/** The oldest Postgres that is supported, as somebody else would run it. */
const startPostgres15 = async (): Promise<EmbeddedPostgres & AsyncDisposable> => {
  const dataDir = await makeDataDir('taffrail-pg15-');
  const postgres = await startEmbeddedPostgres({
    dataDir,
    package: 'embedded-postgres-15',
    durable: false,
    clock: systemClock,
    log: createLogger({ level: 'silent' }),
  });
  return {
    ...postgres,
    async [Symbol.asyncDispose]() {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

const emailAndPassword = { email: 'owner@example.com', password: `two-${randomUUID()}` };
const ingestKey = `tfi_two_${randomUUID()}`;
const apiKey = `tfa_two_${randomUUID()}`;
const secret = randomUUID() + randomUUID();

const settingsFor = (databaseUrl: string, role: string, port: number): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  TAFFRAIL_SECRET: secret,
  // What a load balancer in front of both is reached by.
  TAFFRAIL_PUBLIC_URL: 'http://console.example.com',
  TAFFRAIL_ROLE: role,
  PORT: String(port),
  TAFFRAIL_ADMIN_EMAIL: emailAndPassword.email,
  TAFFRAIL_ADMIN_PASSWORD: emailAndPassword.password,
  TAFFRAIL_INGEST_KEY: ingestKey,
  TAFFRAIL_API_KEY: apiKey,
});

const query = async <Row extends object>(url: string, text: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
};

const activity = (action: string) => ({
  kind: 'activity' as const,
  id: randomUUID(),
  organizationId: 'acme',
  userId: 'ada',
  action,
  createdAt: new Date().toISOString(),
});

const countActivity = async (url: string, action: string): Promise<number> => {
  const answer = await fetch(`${url}/api/v1/activity?action=${action}`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  expect(answer.status).toBe(200);
  const page = (await answer.json()) as { items: unknown[] };
  return page.items.length;
};

describe('several processes on one external Postgres 15', () => {
  let postgres: EmbeddedPostgres & AsyncDisposable;
  const processes: ServerProcess[] = [];
  const spawn = (settings: Readonly<Record<string, string>>): ServerProcess => {
    const started = spawnServer(settings);
    processes.push(started);
    return started;
  };

  beforeAll(async () => {
    postgres = await startPostgres15();
  });
  afterAll(async () => {
    for (const started of processes) await started.end('SIGTERM');
    await postgres[Symbol.asyncDispose]();
  });

  it('serves with two web processes, and works with one worker', async () => {
    const url = postgres.ownerUrl;
    const ports = [await freePort(), await freePort()] as const;
    const [first, second] = ports.map((port) => `http://localhost:${port}`) as [string, string];

    // All at once on an empty database: one of them migrates, the others wait.
    const worker = spawn(settingsFor(url, 'worker', 0));
    const webs = ports.map((port) => spawn(settingsFor(url, 'web', port)));
    await Promise.all(webs.map((web, index) => web.untilReady([first, second][index] ?? first)));

    const access = { url: first, ingestKey, apiKey, ...emailAndPassword };
    await sendBatch(access, [activity('lead.created')]);
    expect(await countActivity(second, 'lead.created')).toBe(1);

    const signedIn = await fetch(`${first}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(emailAndPassword),
    });
    const cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    const me = await fetch(`${second}/api/v1/me`, { headers: { cookie } });
    expect(me.status).toBe(200);

    await query(
      url,
      "create table activity_hourly_2020_01 partition of activity_hourly for values from ('2020-01-01') to ('2020-02-01')",
    );
    await expect
      .poll(() => query(url, `select graphile_worker.add_job('drop_expired_partitions')`), {
        timeout: 20_000,
      })
      .toHaveLength(1);
    await expect
      .poll(() => query(url, `select 1 from pg_class where relname = 'activity_hourly_2020_01'`), {
        timeout: 20_000,
      })
      .toHaveLength(0);
    // Web processes serve only: they hold no connection of a worker.
    const names = await query<{ name: string }>(
      url,
      'select distinct application_name as name from pg_stat_activity',
    );
    expect(names.map(({ name }) => name)).toContain('taffrail worker');
    await worker.end('SIGTERM');
    expect(await worker.ended).toBe(0);
    await expect
      .poll(() =>
        query(url, `select 1 from pg_stat_activity where application_name = 'taffrail worker'`),
      )
      .toHaveLength(0);
    await sendBatch(access, [activity('lead.created')]);
    expect(await countActivity(second, 'lead.created')).toBe(2);
  });

  it('asks for the roles that it may not create, and works with them without COPY', async () => {
    const admin = postgres.ownerUrl;
    await query(admin, `create role small_owner login password 'small'`);
    await query(admin, 'create database small owner small_owner');
    for (const role of ['small_app', 'small_ingest', 'small_member'])
      await query(admin, `create role ${role} login password 'small'`);
    const urlOf = (role: string): string => {
      const url = new URL(admin);
      url.username = role;
      url.password = 'small';
      url.pathname = '/small';
      return url.toString();
    };
    const port = await freePort();
    // Another secret gives other passwords: the roles of the console above do not let it in.
    const settings = {
      ...settingsFor(urlOf('small_owner'), 'all', port),
      TAFFRAIL_SECRET: secret.toUpperCase(),
    };

    const refused = spawn(settings);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toMatch(/DATABASE_APP_URL, DATABASE_INGEST_URL, DATABASE_MEMBER_URL/);

    const started = spawn({
      ...settings,
      DATABASE_APP_URL: urlOf('small_app'),
      DATABASE_INGEST_URL: urlOf('small_ingest'),
      DATABASE_MEMBER_URL: urlOf('small_member'),
    });
    const url = `http://localhost:${port}`;
    await started.untilReady(url);
    await sendBatch({ url, ingestKey, apiKey, ...emailAndPassword }, [activity('task.created')]);
    expect(await countActivity(url, 'task.created')).toBe(1);
  });
});
