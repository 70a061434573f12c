import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const here = import.meta.dirname;

const installed = {
  'node_modules/node': { version: '24.21.0' },
  'node_modules/thing': { version: '1.0.0' },
  'node_modules/workspace': { link: true },
};
const lockfile = {
  packages: {
    '': {},
    ...installed,
    'node_modules/thing-of-another-system': { version: '1.0.0', optional: true },
    'packages/workspace': {},
  },
};

// Stands in for npm, which is foreign and needs a network: notes when it begins and ends, and
// leaves on the disk what npm leaves there.
const fakeNpm = `#!/bin/sh
rm -rf node_modules
mkdir -p node_modules/node node_modules/thing node_modules/workspace
echo "npm has something to say"
echo "begin $* workspace=$npm_config_workspace" >> ../npm.log
[ -f ../npm-fails ] && exit 1
while [ -f ../npm-is-slow ]; do sleep 0.05; done
for name in node thing workspace; do echo {} > node_modules/$name/package.json; done
cat > node_modules/node/installArchSpecificPackage.js <<'JS'
const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync('bin', { recursive: true });
writeFileSync('bin/node', '#!/bin/sh\\necho v24.21.0\\n', { mode: 0o755 });
JS
cp ../npms-record.json node_modules/.package-lock.json
echo end >> ../npm.log
`;

let folder: string;
let checkout: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taffrail install '));
  checkout = join(folder, 'checkout');
  await cp(join(here, 'install.mjs'), join(checkout, 'scripts/install.mjs'));
  await cp(join(here, 'install'), join(checkout, 'scripts/install'), { recursive: true });
  await write('checkout/package-lock.json', JSON.stringify(lockfile));
  await write('npms-record.json', JSON.stringify({ packages: installed }));
  await mkdir(join(folder, 'programs'));
  await writeFile(join(folder, 'programs/npm'), fakeNpm, { mode: 0o755 });
});

afterEach(() => rm(folder, { recursive: true }));

const write = (file: string, text: string): Promise<void> => writeFile(join(folder, file), text);

const begin = (env: Record<string, string> = {}): ChildProcess =>
  spawn(process.execPath, [join(checkout, 'scripts/install.mjs')], {
    env: {
      PATH: [join(folder, 'programs'), dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const finish = async (child: ChildProcess): Promise<{ status: number; said: string }> => {
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => said.push(chunk));
  const [status] = await once(child, 'close');
  return { status: Number(status), said: Buffer.concat(said).toString() };
};

/** Lets the slow npm go on once one of the installs says that it waits for it. */
const releaseNpmOnceOneWaits = (...children: ChildProcess[]): void => {
  for (const { stdout } of children)
    stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Waiting')) void rm(join(folder, 'npm-is-slow'));
    });
};

const install = (env?: Record<string, string>) => finish(begin(env));

const npmLog = async (): Promise<string[]> => {
  const log = await readFile(join(folder, 'npm.log'), 'utf8').catch(() => '');
  return log.split('\n').filter((line) => line !== '');
};

/** The lock names npm too, once it runs. */
const pidOfNpm = async (): Promise<number> => {
  for (;;) {
    const lock = await readFile(join(checkout, '.taffrail/install.lock'), 'utf8').catch(() => '[]');
    const [, npm] = JSON.parse(lock);
    if (npm && (await npmLog()).length > 0) return npm.pid;
    await sleep(10);
  }
};

describe('an install', () => {
  it('says one line, and the next start finds everything there', async () => {
    const first = await install();
    expect(first.status).toBe(0);
    expect(first.said).toMatch(/^Installing packages.*\n$/);
    expect(await install()).toEqual({ status: 0, said: '' });
    expect(await npmLog()).toHaveLength(2);
    expect(await readdir(join(checkout, '.taffrail'))).toEqual([]);
  });

  it('runs no scripts of packages and takes those for development', async () => {
    await install({ npm_config_workspace: 'packages/workspace', NODE_ENV: 'production' });
    const [line] = await npmLog();
    expect(line).toMatch(/^begin ci .*--ignore-scripts .*--include=dev .* workspace=$/);
  });

  it('that fails shows what npm said, and the next start tries again', async () => {
    await write('npm-fails', '');
    const failed = await install();
    expect(failed.status).toBe(1);
    expect(failed.said).toContain('npm has something to say');
    await unlink(join(folder, 'npm-fails'));
    expect((await install()).status).toBe(0);
  });

  it('is done again when the lockfile names other versions', async () => {
    await install();
    const changed = { ...lockfile.packages, 'node_modules/thing': { version: '1.0.1' } };
    await write('checkout/package-lock.json', JSON.stringify({ packages: changed }));
    expect((await install()).said).toMatch(/^Installing/);
  });

  it('that somebody did by hand is taken as it is', async () => {
    await install();
    await rm(join(checkout, 'node_modules/.taffrail-install.json'));
    expect(await install()).toEqual({ status: 0, said: '' });
  });

  it('by hand that left a package out is not', async () => {
    await install();
    await rm(join(checkout, 'node_modules/.taffrail-install.json'));
    await rm(join(checkout, 'node_modules/thing'), { recursive: true });
    expect((await install()).said).toMatch(/^Installing/);
  });

  it('brings Node back alone when only that is missing', async () => {
    await install();
    await rm(join(checkout, 'node_modules/.bin'), { recursive: true });
    expect(await install()).toEqual({ status: 0, said: '' });
    expect(await npmLog()).toHaveLength(2);
    expect(await readdir(join(checkout, 'node_modules/.bin'))).toEqual(['node']);
  });
});

describe('two installs', () => {
  it('at once are one', async () => {
    await write('npm-is-slow', '');
    const children = [begin(), begin()];
    releaseNpmOnceOneWaits(...children);
    const both = await Promise.all(children.map(finish));
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
    expect(new Set(both.map(({ said }) => said.split(' ')[0]))).toEqual(
      new Set(['Installing', 'Waiting']),
    );
    expect(await npmLog()).toHaveLength(2);
  });

  it('the second begins anew when the first was killed with its npm', async () => {
    await write('npm-is-slow', '');
    const first = begin();
    process.kill(await pidOfNpm(), 'SIGKILL');
    first.kill('SIGKILL');
    await once(first, 'exit');
    await rm(join(folder, 'npm-is-slow'));
    expect((await install()).status).toBe(0);
    expect((await npmLog()).map((line) => line.split(' ')[0])).toEqual(['begin', 'begin', 'end']);
  });

  it('the second waits for the npm that the first, killed, has left running', async () => {
    await write('npm-is-slow', '');
    const first = begin();
    await pidOfNpm();
    first.kill('SIGKILL');
    await once(first, 'exit');
    const waiting = begin();
    releaseNpmOnceOneWaits(waiting);
    const second = await finish(waiting);
    expect(second.status).toBe(0);
    expect(second.said).toMatch(/^Waiting for process \d+/);
    expect((await npmLog()).map((line) => line.split(' ')[0])).toEqual(['begin', 'end']);
  });
});

describe('package-lock.json', () => {
  // npm writes only what the registry had when it ran, and `npm ci` then refuses a fresh clone.
  it('names the packages of every system, not only of the one it was written on', async () => {
    const text = await readFile(join(here, '../package-lock.json'), 'utf8');
    const packages: Record<string, { optionalDependencies?: Record<string, string> }> =
      JSON.parse(text).packages;
    const isFoundFrom = (path: string, name: string): boolean => {
      if (packages[join(path, 'node_modules', name)]) return true;
      return (
        path !== '' &&
        isFoundFrom(path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name)
      );
    };
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isFoundFrom(path, name)),
    );
    expect(missing).toEqual([]);
  });
});
