import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it as plainIt,
  vi,
} from 'vitest';
import { createDemo } from '../../packages/server/src/demo/demo.ts';
import { findRunningPostgres } from '../../packages/server/src/platform/postgres/embedded-postgres.ts';
import { makeDataDir } from '../../packages/server/test/postgres/data-dir.ts';
import { browserTest as it } from '../harness/browser-test.ts';
import { expectSound, expectSoundInBothThemes, screens } from '../harness/looks.ts';
import type { ConsoleAccess } from '../harness/product.ts';
import { freePort, type ServerProcess, spawnServer } from '../harness/server-process.ts';
import { listUnfed } from './demo-panels.ts';

const program = 'examples/tradewind/src/main.ts';
const cleanConsole = 'npm start -- --no-demo';

/** What each process was started with, and with which environment. */
const processes = async (): Promise<{ pid: number; command: string; environment: string }[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = (pid: string, file: string): Promise<string> =>
    readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  return Promise.all(
    pids.map(async (pid) => ({
      pid: Number(pid),
      command: (await read(pid, 'cmdline')).replaceAll('\0', ' '),
      environment: await read(pid, 'environ'),
    })),
  );
};

/** Starting takes seconds, more where others work. */
const soon = { timeout: 30_000, interval: 200 };

let folder: string;
let port: number;
let access: ConsoleAccess;

/** The sample products that run beside a console on this test's folder. */
const findProducts = async (): Promise<number[]> =>
  (await processes())
    .filter(
      ({ command: line, environment }) => line.includes(program) && environment.includes(folder),
    )
    .map(({ pid }) => pid);

const findPostgres = async (): Promise<number[]> =>
  (await processes())
    .filter(({ command: line }) => line.includes(`postgres -D ${folder}/`))
    .map(({ pid }) => pid);

const makeFolder = async (): Promise<void> => {
  folder = await makeDataDir('taffrail-demo-');
  port = await freePort();
  access = {
    url: `http://localhost:${port}`,
    email: 'owner@example.com',
    password: `e2e-${randomUUID()}`,
    ingestKey: '',
    apiKey: `tfa_e2e_${randomUUID()}`,
  };
};

const spawn = (flags: readonly string[]): ServerProcess =>
  spawnServer(
    {
      PORT: String(port),
      TAFFRAIL_DATA_DIR: folder,
      TAFFRAIL_ADMIN_EMAIL: access.email,
      TAFFRAIL_ADMIN_PASSWORD: access.password,
      TAFFRAIL_API_KEY: access.apiKey,
    },
    flags,
  );

const start = async (...flags: string[]): Promise<ServerProcess> => {
  const started = spawn(flags);
  try {
    await started.untilReady(access.url);
    await vi.waitFor(() => expect(started.output()).toContain('Stop with Ctrl+C.'), soon);
  } catch (error) {
    await started.end('SIGTERM');
    throw error;
  }
  return started;
};

const request = async (method: string, address: string): Promise<Response> => {
  const headers = { authorization: `Bearer ${access.apiKey}` };
  const answer = await fetch(`${access.url}${address}`, { method, headers });
  expect([address, answer.ok]).toEqual([address, true]);
  return answer;
};
const get = async (address: string): Promise<unknown> => (await request('GET', address)).json();

/** How many rows the first page of a list has. */
const countItems = async (address: string): Promise<number> => {
  const { items } = (await get(address)) as { items: unknown[] };
  return items.length;
};

describe('npm start', () => {
  let server: ServerProcess;
  let held: number | undefined;
  beforeAll(async () => {
    await makeFolder();
    server = await start();
    // It takes seconds to start; held up, it has sent nothing yet.
    await vi.waitFor(async () => expect(await findProducts()).toHaveLength(1), soon);
    [held] = await findProducts();
    process.kill(held ?? 0, 'SIGSTOP');
  });
  afterAll(async () => {
    await server.end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });

  it('says that a demo runs, and how to get a clean console', () => {
    expect(server.output()).toContain('Tradewind, a made-up product, is running beside it.');
    expect(server.output()).toContain(`Clean console: ${cleanConsole}`);
  });

  it('says that the sample product is starting, until something comes', async ({ open }) => {
    const { page } = await open({ path: '/admin/dashboard', console: access });
    await page.getByText('Tradewind is starting.').first().waitFor();
    expect(await page.getByRole('link', { name: 'first steps', exact: true }).count()).toBe(0);
    await expectSound(page);
    process.kill(held ?? 0, 'SIGCONT');
    await page.getByRole('list', { name: 'Recent actions, newest first' }).waitFor();
    await expect.poll(() => page.getByText('Tradewind is starting.').count(), soon).toBe(0);
  });

  it('fills with what made-up customers do, and with the requests that they make', async () => {
    await expect.poll(() => countItems('/api/v1/activity?limit=50'), soon).toBe(50);
    await expect.poll(() => countItems('/api/v1/organizations?limit=5'), soon).toBe(5);
    const ownerUrl = await findRunningPostgres(folder);
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    try {
      const requests = async (): Promise<number> =>
        (await owner.query('select from api_metrics limit 10')).rowCount ?? 0;
      await expect.poll(requests, soon).toBe(10);
    } finally {
      await owner.end();
    }
  });

  it('lets Taffrail read the product’s database, and nothing more', async () => {
    const ownerUrl = (await findRunningPostgres(folder)) ?? '';
    const secret = (await readFile(path.join(folder, 'secret'), 'utf8')).trim();
    const reader = new pg.Client({ connectionString: createDemo(ownerUrl, secret).readerUrl });
    await reader.connect();
    try {
      const users = async (): Promise<number> =>
        (await reader.query('select from users limit 10')).rowCount ?? 0;
      await expect.poll(users, soon).toBe(10);
      await expect(reader.query('delete from users')).rejects.toThrow(/read-only/);
      await reader.query('set default_transaction_read_only = off');
      await expect(reader.query('delete from users')).rejects.toThrow(/permission denied/);
    } finally {
      await reader.end();
    }
  });

  it.for(screens)(
    'says on its pages that it is made up, on a $screen',
    async ({ screen }, { open }) => {
      const { page } = await open({ path: '/admin/activity', console: access, screen });
      const banner = page.getByRole('complementary', { name: 'Demo' });
      await banner.getByText('everything here is made up by Tradewind').waitFor();
      expect(await banner.innerText()).toContain(cleanConsole);
      await page.getByRole('table').or(page.getByRole('list')).first().waitFor();
      await expectSoundInBothThemes(page);
    },
  );

  it('tells apart what one sends oneself', async ({ open }) => {
    const { page } = await open({ path: '/admin/first-steps', console: access });
    await page.getByText('Waiting for the first event.').waitFor();
    const key = /tfi_[A-Za-z0-9]{32}/.exec(server.output())?.[0] ?? '';
    expect(await page.getByText(key, { exact: true }).count()).toBe(1);
    const answer = await fetch(`${access.url}/ingest/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
      body: JSON.stringify({
        kind: 'activity',
        organizationId: 'acme',
        userId: 'ada',
        action: 'lead.created',
        createdAt: new Date().toISOString(),
      }),
    });
    expect(await answer.json()).toMatchObject({ accepted: 1 });
    await page.getByText('Your own key has been used').waitFor();
    await expectSound(page);
  });

  // Late: it takes the product seconds to tell of all its customers.
  plainIt(
    'feeds every panel of both operations pages',
    async () => {
      const look = async (): Promise<string[]> => {
        // By itself in ten minutes, in an hour: nobody waits for that here.
        for (const what of ['record-counts', 'integrity'])
          await request('POST', `/api/v1/${what}/run`);
        return listUnfed(get);
      };
      await expect.poll(look, { timeout: 100_000, interval: 2_000 }).toEqual([]);
    },
    110_000,
  );

  it('brings the sample product back when it dies', async () => {
    const [pid] = await findProducts();
    process.kill(pid ?? 0, 'SIGKILL');
    await expect
      .poll(async () => (await findProducts()).filter((other) => other !== pid), soon)
      .toHaveLength(1);
  });
});

describe('a data folder', () => {
  const started: ServerProcess[] = [];
  beforeEach(makeFolder);
  afterEach(async () => {
    for (const server of started.splice(0)) await server.end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });
  const run = async (...flags: string[]): Promise<ServerProcess> => {
    const server = await start(...flags);
    started.push(server);
    return server;
  };

  plainIt('of a demo stays one, and leaves no process behind', async () => {
    const first = await run('--demo');
    await expect.poll(findProducts, soon).toHaveLength(1);
    await first.end('SIGTERM');
    expect(await first.ended).toBe(0);
    expect([...(await findProducts()), ...(await findPostgres())]).toEqual([]);

    const refused = spawn(['--no-demo']);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toMatch(/is a demo, and stays one.\nStart it without --no-demo./);

    const second = await run();
    expect(second.output()).toContain('Tradewind, a made-up product, is running beside it.');
    await expect.poll(findProducts, soon).toHaveLength(1);

    // Nobody is left to end it: it ends itself.
    await second.end('SIGKILL');
    await expect.poll(findProducts, soon).toEqual([]);
    await run();
  });

  plainIt('of a clean console stays one, with nothing beside it', async () => {
    const first = await run('--no-demo');
    expect(first.output()).toContain('Demo with a made-up product beside it: npm start');
    await first.end('SIGTERM');
    const refused = spawn(['--demo']);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toMatch(/is a clean console, and stays one./);
    await run();
    expect(await findProducts()).toEqual([]);
    expect(await countItems('/api/v1/activity')).toBe(0);
  });
});
