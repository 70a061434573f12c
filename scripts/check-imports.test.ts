import { describe, expect, it } from 'vitest';
import { buildHouse } from './rules/architecture/house.ts';
import { checkImports } from './check-imports.ts';

const manifests = {
  'package.json': { name: 'taffrail', devDependencies: { vitest: '1.0.0' } },
  'packages/contract/package.json': { name: '@taffrail/contract', dependencies: { zod: '1.0.0' } },
  'packages/sdk/package.json': { name: '@taffrail/node' },
  'packages/server/package.json': {
    name: '@taffrail/server',
    dependencies: { '@taffrail/contract': '1.0.0', pg: '1.0.0' },
    devDependencies: { '@taffrail/node': '1.0.0', '@types/estree': '1.0.0', tool: '1.0.0' },
  },
  'packages/web/package.json': {
    name: '@taffrail/web',
    dependencies: { '@taffrail/contract': '1.0.0', react: '1.0.0' },
  },
  'examples/shop/package.json': {
    name: '@taffrail/example-shop',
    dependencies: { '@taffrail/node': '1.0.0' },
    devDependencies: { '@taffrail/contract': '1.0.0' },
  },
};

const withZod = JSON.stringify({
  name: '@taffrail/web',
  dependencies: { '@taffrail/contract': '1.0.0', react: '1.0.0', zod: '1.0.0' },
});

/** Uses what the packages depend on. */
const users = {
  'packages/contract/src/user.ts': `import 'zod';`,
  'packages/server/src/platform/user.ts': `import 'pg';\nimport '@taffrail/contract';`,
  'packages/web/src/lib/user.ts': `import 'react';\nimport '@taffrail/contract';`,
  'examples/shop/src/user.ts': `import '@taffrail/node';`,
};

/** `rule file:line` of everything that the files break, in the checkout above. */
const broken = (files: Record<string, string>): string[] => {
  const tree = new Map([
    ...Object.entries(users),
    ...Object.entries(manifests).map(([file, json]) => [file, JSON.stringify(json)] as const),
    ...Object.entries(files),
  ]);
  return checkImports(buildHouse(tree)).map(
    ({ rule, file, line }) => `${rule} ${file}${line === undefined ? '' : `:${line}`}`,
  );
};

interface Example {
  readonly name: string;
  readonly violating: Record<string, string>;
  readonly finding: string;
  readonly passing: Record<string, string>;
}

const server = (path: string): string => `packages/server/src/${path}`;
const web = (path: string): string => `packages/web/src/${path}`;
const use = (path: string): string => `import { x } from '${path}';\nexport const y = x;\n`;

const examples: readonly Example[] = [
  {
    name: 'the contract imports nothing of ours',
    violating: { 'packages/contract/src/a.ts': use('@taffrail/node') },
    finding: 'packages packages/contract/src/a.ts:1',
    passing: { 'packages/contract/src/a.ts': use('zod') },
  },
  {
    name: 'the SDK imports nothing of ours, not even a type',
    violating: { 'packages/sdk/src/a.ts': `export type A = import('../../contract/src/a.ts').A;` },
    finding: 'packages packages/sdk/src/a.ts:1',
    passing: { 'packages/sdk/src/a.ts': use('node:zlib') },
  },
  {
    name: 'the server imports the contract, never the SDK',
    violating: { [server('ingest/ingest.ts')]: use('@taffrail/node') },
    finding: `packages ${server('ingest/ingest.ts')}:1`,
    passing: {
      [server('ingest/ingest.ts')]: use('@taffrail/contract'),
      'packages/server/test/sdk.test.ts': use('@taffrail/node'),
    },
  },
  {
    name: 'the web never imports the server',
    violating: { [web('main.tsx')]: use('@taffrail/server') },
    finding: `packages ${web('main.tsx')}:1`,
    passing: { [web('main.tsx')]: use('@taffrail/contract') },
  },
  {
    name: 'packages are imported by name, not by path',
    violating: { [web('main.tsx')]: use('../../contract/src/index.ts') },
    finding: `packages ${web('main.tsx')}:1`,
    passing: { [web('main.tsx')]: use('@taffrail/contract') },
  },
  {
    name: 'packages are imported through their entry',
    violating: { [web('main.tsx')]: use('@taffrail/contract/src/errors.ts') },
    finding: `packages ${web('main.tsx')}:1`,
    passing: { [web('main.tsx')]: use('@taffrail/contract') },
  },
  {
    name: 'the product does not import scripts',
    violating: { [server('main.ts')]: use('../../../scripts/build.ts') },
    finding: `packages ${server('main.ts')}:1`,
    passing: { 'packages/server/test/dump.test.ts': use('../../../scripts/build.ts') },
  },
  {
    name: 'an example has the SDK and nothing else of ours',
    violating: { 'examples/shop/src/a.ts': use('@taffrail/contract') },
    finding: 'packages examples/shop/src/a.ts:1',
    passing: {
      'examples/shop/src/a.ts': use('@taffrail/node'),
      'examples/shop/test/a.test.ts': use('@taffrail/contract'),
      'examples/shop/test/b.test.ts': use('../../../packages/server/test/server.ts'),
    },
  },
  {
    name: 'tests of an example reach into the harness only',
    violating: { 'examples/shop/test/a.test.ts': use('../../../packages/server/src/app.ts') },
    finding: 'packages examples/shop/test/a.test.ts:1',
    passing: { 'examples/shop/test/a.test.ts': use('../src/user.ts') },
  },
  {
    name: 'an example reads its environment in one place too',
    violating: { 'examples/shop/src/main.ts': 'export const port = process.env.PORT;' },
    finding: 'environment examples/shop/src/main.ts:1',
    passing: { 'examples/shop/src/config.ts': 'export const port = process.env.PORT;' },
  },
  {
    name: 'the platform knows no slice',
    violating: { [server('platform/db/pool.ts')]: use('../../activity/activity.ts') },
    finding: `layers ${server('platform/db/pool.ts')}:1`,
    passing: { [server('activity/activity.ts')]: use('../platform/db/pool.ts') },
  },
  {
    name: 'the platform does not read the configuration',
    violating: { [server('platform/log.ts')]: use('../config.ts') },
    finding: `layers ${server('platform/log.ts')}:1`,
    passing: { [server('config.ts')]: use('./platform/log.ts') },
  },
  {
    name: 'access knows no slice',
    violating: { [server('access/session.ts')]: use('../activity/activity.ts') },
    finding: `layers ${server('access/session.ts')}:1`,
    passing: { [server('activity/routes.ts')]: use('../access/session.ts') },
  },
  {
    name: 'a slice does not import the app',
    violating: { [server('activity/routes.ts')]: use('../app.ts') },
    finding: `layers ${server('activity/routes.ts')}:1`,
    passing: { [server('app.ts')]: use('./activity/routes.ts') },
  },
  {
    name: 'the app does not import main',
    violating: { [server('app.ts')]: use('./main.ts') },
    finding: `layers ${server('app.ts')}:1`,
    passing: { [server('main.ts')]: use('./app.ts') },
  },
  {
    name: 'the product does not import tests',
    violating: { [server('app.ts')]: use('../test/harness.ts') },
    finding: `layers ${server('app.ts')}:1`,
    passing: { [server('app.test.ts')]: use('../test/harness.ts') },
  },
  {
    name: 'a store is private to its slice',
    violating: { [server('dashboard/dashboard.ts')]: use('../activity/activity.store.ts') },
    finding: `slices ${server('dashboard/dashboard.ts')}:1`,
    passing: {
      [server('dashboard/dashboard.ts')]: use('../activity/activity.ts'),
      [server('activity/activity.ts')]: use('./activity.store.ts'),
    },
  },
  {
    name: 'the stores of access are private to it',
    violating: { [server('dashboard/routes.ts')]: use('../access/session.store.ts') },
    finding: `slices ${server('dashboard/routes.ts')}:1`,
    passing: { [server('access/session.ts')]: use('./session.store.ts') },
  },
  {
    name: 'a feature never imports a feature',
    violating: { [web('features/activity/page.tsx')]: use('../dashboard/kpi.tsx') },
    finding: `features ${web('features/activity/page.tsx')}:1`,
    passing: { [web('features/activity/page.tsx')]: use('../../ui/button.tsx') },
  },
  {
    name: 'the ground of the web knows no feature',
    violating: { [web('ui/table.tsx')]: use('../features/activity/row.tsx') },
    finding: `layers ${web('ui/table.tsx')}:1`,
    passing: { [web('ui/table.tsx')]: use('../lib/format.ts') },
  },
  {
    name: 'a feature does not import the shell',
    violating: { [web('features/activity/page.tsx')]: use('../../shell/nav.tsx') },
    finding: `layers ${web('features/activity/page.tsx')}:1`,
    passing: { [web('shell/nav.tsx')]: use('../features/activity/page.tsx') },
  },
  {
    name: 'the code of a page comes when it is opened',
    violating: {
      [web('main.tsx')]: use('./router.tsx'),
      [web('router.tsx')]: use('./features/activity/activity-search.ts'),
    },
    finding: `first-page ${web('router.tsx')}:1`,
    passing: {
      [web('main.tsx')]: use('./router.tsx'),
      [web('router.tsx')]:
        `import type { A } from './features/activity/page.tsx';\n` +
        `export const a = (): Promise<A> => import('./features/activity/page.tsx');`,
      [web('features/activity/page.tsx')]: use('zod'),
      'packages/web/package.json': withZod,
    },
  },
  {
    name: 'Home does without Zod',
    violating: {
      [web('shell/home.tsx')]: use('../features/dashboard/page.tsx'),
      [web('features/dashboard/page.tsx')]: use('zod'),
    },
    finding: `first-page ${web('features/dashboard/page.tsx')}:1`,
    passing: {
      [web('shell/home.tsx')]: use('../features/dashboard/page.tsx'),
      [web('features/dashboard/page.tsx')]: `import type { z } from 'zod';\nexport type A = z.B;`,
      'packages/web/package.json': withZod,
    },
  },
  {
    name: 'imports do not go in circles, types included',
    violating: {
      [server('platform/a.ts')]: use('./b.ts'),
      [server('platform/b.ts')]: use('./c.ts'),
      [server('platform/c.ts')]: `import type { A } from './a.ts';\nexport type C = A;`,
    },
    finding: `cycles ${server('platform/a.ts')}`,
    passing: {
      [server('platform/a.ts')]: use('./b.ts'),
      [server('platform/b.ts')]: use('./c.ts'),
      [server('platform/c.ts')]: 'export const x = 1;',
    },
  },
  {
    name: 'no barrels but the entry of a package',
    violating: { [server('activity/all.ts')]: `export * from './activity.ts';` },
    finding: `barrels ${server('activity/all.ts')}`,
    passing: { 'packages/sdk/src/index.ts': `export { a } from './a.ts';` },
  },
  {
    name: 'a list of re-exported names is a barrel too',
    violating: { [server('activity/all.ts')]: `import { a } from './a.ts';\nexport { a };` },
    finding: `barrels ${server('activity/all.ts')}`,
    passing: { [server('activity/all.ts')]: `export { a } from './a.ts';\nexport const b = 1;` },
  },
  {
    name: 'only the entry of a package is called index',
    violating: { [server('activity/index.ts')]: 'export const a = 1;' },
    finding: `barrels ${server('activity/index.ts')}`,
    passing: { [server('activity/activity.ts')]: 'export const a = 1;' },
  },
  {
    name: 'names say what is inside',
    violating: { [web('lib/date-utils.ts')]: 'export const a = 1;' },
    finding: `names ${web('lib/date-utils.ts')}`,
    passing: { [web('lib/shared-worker.ts')]: 'export const a = 1;' },
  },
  {
    name: 'folders say what is inside',
    violating: { 'scripts/shared/a.ts': 'export const a = 1;' },
    finding: 'names scripts/shared',
    passing: { 'scripts/source/a.ts': 'export const a = 1;' },
  },
  {
    name: 'an import names its file with the extension',
    violating: { [web('main.tsx')]: use('./router') },
    finding: `extensions ${web('main.tsx')}:1`,
    passing: { [web('main.tsx')]: `import './app.css';\n${use('./router.tsx')}` },
  },
  {
    name: 'only config.ts reads the environment',
    violating: { [server('app.ts')]: `export const port = process.env['PORT'];` },
    finding: `environment ${server('app.ts')}:1`,
    passing: {
      [server('config.ts')]: `export const port = process.env['PORT'];`,
      'scripts/dev.ts': `export const port = process.env['PORT'];`,
    },
  },
  {
    name: 'the environment is not taken by destructuring either',
    violating: { [server('app.ts')]: `const { env } = process;\nexport const e = env;` },
    finding: `environment ${server('app.ts')}:1`,
    passing: { [server('app.ts')]: `const { pid } = process;\nexport const p = pid;` },
  },
  {
    name: 'only the clock knows the time',
    violating: { [server('activity/activity.ts')]: 'export const at = () => new Date();' },
    finding: `clock ${server('activity/activity.ts')}:1`,
    passing: {
      [server('activity/activity.ts')]: 'export const at = (ms: number) => new Date(ms);',
      [server('platform/clock.ts')]: 'export const now = () => Date.now();',
      'packages/sdk/src/queue.ts': 'export const now = () => Date.now();',
    },
  },
  {
    name: 'calls to the outside have one door',
    violating: { [server('activity/activity.ts')]: `export const a = () => fetch('http://x');` },
    finding: `outbound ${server('activity/activity.ts')}:1`,
    passing: {
      [server('platform/http/outbound-http.ts')]: `export const a = () => fetch('http://x');`,
      [server('activity/activity.ts')]: `export const a = (fetch: () => void) => fetch();`,
      [server('main.ts')]:
        `import { createServer } from 'node:http';\nexport const s = createServer();`,
    },
  },
  {
    name: 'the request of node:http is a call to the outside',
    violating: {
      [server('app.ts')]: `import { request } from 'node:http';\nexport const r = request;`,
    },
    finding: `outbound ${server('app.ts')}:1`,
    passing: {
      [server('app.ts')]: `import type { Server } from 'node:http';\nexport type S = Server;`,
    },
  },
  {
    name: 'packages do not print',
    violating: { 'packages/sdk/src/queue.ts': `console.warn('dropped');` },
    finding: 'console packages/sdk/src/queue.ts:1',
    passing: { [server('cli.ts')]: `console.log('done');`, 'scripts/dev.ts': 'console.log(1);' },
  },
  {
    name: 'a package declares what it imports',
    violating: { [web('main.tsx')]: use('pg') },
    finding: `declared ${web('main.tsx')}:1`,
    passing: { [web('main.tsx')]: use('react/jsx-runtime') },
  },
  {
    name: 'the product does not run on devDependencies',
    violating: { [server('app.ts')]: use('tool') },
    finding: `declared ${server('app.ts')}:1`,
    passing: {
      [server('app.test.ts')]: use('tool') + use('vitest'),
      [server('app.ts')]: `import type { Node } from 'estree';\nexport type N = Node;`,
    },
  },
  {
    name: 'modules of Node are written with node:',
    violating: { [server('app.ts')]: use('fs') },
    finding: `declared ${server('app.ts')}:1`,
    passing: { [server('app.ts')]: use('node:fs') },
  },
  {
    name: 'a package uses what it depends on',
    violating: {
      'packages/contract/package.json':
        '{"name":"@taffrail/contract","dependencies":{"zod":"1.0.0","ms":"1.0.0"}}',
      'packages/contract/src/a.ts': use('zod'),
    },
    finding: 'declared packages/contract/package.json',
    passing: { 'packages/contract/src/a.ts': use('zod/mini') },
  },
  {
    name: 'the SDK depends on nothing',
    violating: {
      'packages/sdk/package.json': '{"name":"@taffrail/node","dependencies":{"ms":"1.0.0"}}',
    },
    finding: 'declared packages/sdk/package.json',
    passing: {
      'packages/sdk/package.json': '{"name":"@taffrail/node","devDependencies":{"ms":"1.0.0"}}',
    },
  },
  {
    name: 'no test is switched off',
    violating: { [server('app.test.ts')]: `describe.skip('app', () => {});` },
    finding: `tests ${server('app.test.ts')}:1`,
    passing: { [server('app.test.ts')]: `describe.skipIf(!hasFixtures)('app', () => {});` },
  },
  {
    name: 'no module is mocked',
    violating: { [server('app.test.ts')]: `vi.mock('./clock.ts');` },
    finding: `tests ${server('app.test.ts')}:1`,
    passing: { [server('app.test.ts')]: 'vi.useFakeTimers();' },
  },
];

describe('check-imports', () => {
  it.each(examples)('$name: finds it', ({ violating, finding }) => {
    expect(broken(violating)).toContain(finding);
  });

  it.each(examples)('$name: lets the right way pass', ({ passing }) => {
    expect(broken(passing)).toEqual([]);
  });

  it('shows the way round a cycle', () => {
    const tree = new Map([
      ['scripts/a.ts', use('./b.ts')],
      ['scripts/b.ts', use('./a.ts')],
    ]);
    expect(checkImports(buildHouse(tree))[0]?.problem).toBe(
      'import cycle scripts/a.ts → scripts/b.ts → scripts/a.ts',
    );
  });
});
