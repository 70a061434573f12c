import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSdkPackage } from './sdk-package.ts';
import { root } from '../run/run-command.ts';

const run = promisify(execFile);
const timeLimitMs = 60_000;

/** A host's project that has installed the package. */
let project: string;
const installed = (): string => path.join(project, 'node_modules/@taffrail/node');

/** The pinned runtime, and the machine's own where there is one: packages are used by others. */
const onPath = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .map((folder) => path.join(folder, 'node'))
  .filter((file) => existsSync(file))
  .map((file) => realpathSync(file))
  .filter((file) => !file.startsWith(path.join(root, 'node_modules')));
const runtimes = [...new Set([process.execPath, ...onPath])];

beforeAll(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'taffrail release '));
  await mkdir(path.dirname(installed()), { recursive: true });
  await buildSdkPackage(installed());
}, timeLimitMs);

afterAll(async () => {
  await rm(project, { recursive: true, force: true });
});

const use = `
  const taffrail = createTaffrail({ url: 'http://127.0.0.1:9', key: 'k', exitFlushMs: 0 });
  taffrail.logActivity({ organizationId: 'o', userId: 'u' }, { action: 'lead.created' });
  console.log(taffrail.stats().queued, knownActions.length);
`;

describe.each(runtimes)('on %s', (runtime) => {
  it.each([
    ['ESM', 'use.mjs', `import { createTaffrail, knownActions } from '@taffrail/node';${use}`],
    [
      'CommonJS',
      'use.cjs',
      `const { createTaffrail, knownActions } = require('@taffrail/node');${use}`,
    ],
  ])('the package loads as %s and works', async (_, file, code) => {
    await writeFile(path.join(project, file), code);
    const { stdout, stderr } = await run(runtime, [file], { cwd: project });
    expect(stdout).toBe('1 28\n');
    expect(stderr).toBe('');
  });
});

it(
  'its types hold for both kinds of module, without the types of Node',
  async () => {
    const code = `
    const taffrail: Taffrail = createTaffrail({ url: 'http://127.0.0.1:9', key: 'k' });
    const session: Session = { organizationId: null, userId: undefined };
    export const ordinary: Promise<void> = taffrail.logActivity(session, { action: 'user.login' });
    export const own: Promise<void> = taffrail.logActivity(session, { action: 'invoice.sent' });
    export const ledger: Promise<LedgerOutcome> =
      taffrail.logActivity(session, { action: 'credit.consumed' }, null, { ledger: true });
    // @ts-expect-error: an action is required
    void taffrail.logActivity(session, {});
    const known: KnownAction = 'lead.created';
    // @ts-expect-error: not a known action
    const unknown: KnownAction = 'lead.eaten';
    export const both = [known, unknown];
  `;
    const names = `createTaffrail, type KnownAction, type LedgerOutcome, type Session, type Taffrail`;
    await writeFile(
      path.join(project, 'types.mts'),
      `import { ${names} } from '@taffrail/node';${code}`,
    );
    await writeFile(
      path.join(project, 'types.cts'),
      `import { ${names} } from '@taffrail/node';${code}`,
    );
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2022',
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      types: [],
      lib: ['es2022'],
    };
    const config = { compilerOptions, files: ['types.mts', 'types.cts'] };
    await writeFile(path.join(project, 'tsconfig.json'), JSON.stringify(config));
    const compiler = path.join(root, 'node_modules/.bin/tsc');
    const { stdout } = await run(compiler, ['-p', project]).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe('');
  },
  timeLimitMs,
);

it('names itself and depends on nothing', async () => {
  const manifest = JSON.parse(
    await readFile(path.join(installed(), 'package.json'), 'utf8'),
  ) as object;
  expect(manifest).toMatchObject({
    name: '@taffrail/node',
    license: 'MIT',
    engines: { node: '>=18' },
    type: 'module',
  });
  expect(manifest).not.toHaveProperty('dependencies');
  expect(manifest).not.toHaveProperty('devDependencies');
  for (const file of [
    'README.md',
    'LICENSE',
    'index.mjs',
    'index.cjs',
    'index.d.mts',
    'index.d.cts',
  ]) {
    expect(existsSync(path.join(installed(), file)), file).toBe(true);
  }
});
