import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig, type Config } from '../config.ts';
import { chooseConsole } from './choose-console.ts';

let checkout: string;
const processes: ChildProcess[] = [];

beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'taffrail-cli-'));
  // As root, PostgreSQL's account must be able to reach the folders below.
  await chmod(checkout, 0o755);
});
afterEach(async () => {
  for (const child of processes.splice(0)) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await rm(checkout, { recursive: true });
});

const configOf = (env: Record<string, string>, flags: readonly string[]): Config => {
  const read = readConfig(env, flags, 'UTC');
  if (!read.ok) throw new Error(read.message);
  return read.config;
};

/** As if the checkout were in this test's own folder. */
const read = (flags: readonly string[]): Config => {
  const config = configOf({}, flags);
  const folder = config.mode === 'clean' ? '.taffrail' : '.taffrail-demo';
  return { ...config, dataDir: { path: join(checkout, folder), explicit: false } };
};

const choose = async (...flags: string[]) => {
  const { config, note } = await chooseConsole(read, flags);
  return { folder: config.dataDir.path.slice(checkout.length + 1), note };
};

const makeConsole = async (folder: string, mode: string): Promise<string> => {
  const cluster = join(checkout, folder, 'postgres');
  await mkdir(cluster, { recursive: true });
  await writeFile(join(cluster, 'PG_VERSION'), '18\n');
  await writeFile(join(checkout, folder, 'mode'), `${mode}\n`);
  return cluster;
};

/** A postmaster to whoever asks for one: its name, its folder and its pid file. */
const run = async (cluster: string): Promise<void> => {
  const child = spawn('sleep', ['600'], { argv0: 'postgres', cwd: cluster });
  processes.push(child);
  await once(child, 'spawn');
  const lines = [child.pid, cluster, '0', '5432', '', '127.0.0.1', '', 'ready'];
  await writeFile(join(cluster, 'postmaster.pid'), lines.join('\n'));
};

describe('a command is for', () => {
  it('none, as long as none has been started', async () => {
    await expect(choose()).rejects.toThrow('No console has been started here yet: npm start');
    await expect(choose('--demo')).rejects.toThrow(/No console has been started in .*-demo yet/);
  });

  it.each([
    ['.taffrail', 'clean'],
    ['.taffrail-demo', 'demo'],
  ])('the one that is there: %s', async (folder, mode) => {
    await makeConsole(folder, mode);
    expect(await choose()).toEqual({ folder, note: undefined });
  });

  it('the one that a flag names', async () => {
    await makeConsole('.taffrail', 'clean');
    await run(await makeConsole('.taffrail-demo', 'demo'));
    expect(await choose('--no-demo')).toEqual({ folder: '.taffrail', note: undefined });
    expect(await choose('--demo')).toEqual({ folder: '.taffrail-demo', note: undefined });
  });

  it('of two the one that runs, and says so', async () => {
    await run(await makeConsole('.taffrail', 'clean'));
    await makeConsole('.taffrail-demo', 'demo');
    expect(await choose()).toEqual({
      folder: '.taffrail',
      note: 'For the clean console, which runs. For the demo: --demo',
    });
  });

  it('neither of two that both run, or both do not', async () => {
    const demo = await makeConsole('.taffrail-demo', 'demo');
    const clean = await makeConsole('.taffrail', 'clean');
    await expect(choose()).rejects.toThrow(/neither runs. Say which with --demo or --no-demo/);
    await run(demo);
    await run(clean);
    await expect(choose()).rejects.toThrow(/both run. Say which/);
  });

  it('the folder that the environment names, unless a flag contradicts it', async () => {
    await makeConsole('elsewhere', 'demo');
    const env = { TAFFRAIL_DATA_DIR: join(checkout, 'elsewhere') };
    const chosen = await chooseConsole((flags) => configOf(env, flags), []);
    expect(chosen.config.dataDir.path).toBe(env.TAFFRAIL_DATA_DIR);
    await expect(chooseConsole((flags) => configOf(env, flags), ['--no-demo'])).rejects.toThrow(
      /elsewhere is a demo, and stays one/,
    );
  });

  it('the database that runs elsewhere', async () => {
    const env = { DATABASE_URL: 'postgres://owner@db/taffrail', TAFFRAIL_SECRET: 'x'.repeat(32) };
    const { config } = await chooseConsole((flags) => configOf(env, flags), []);
    expect(config.database?.ownerUrl).toBe(env.DATABASE_URL);
  });
});
