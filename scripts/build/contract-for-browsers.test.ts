import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { forBrowsers } from '../../packages/web/build/contract-for-browsers.ts';
import { root } from '../run/run-command.ts';

const contract = path.join(root, 'packages/contract/src');

const given = `import { z } from 'zod';
export const kept = 3;
/** Words. */
export const Kind = z.enum(['a', 'b']);
export type Kind = z.infer<typeof Kind>;
const titles = { a: 'A (first)', b: 'B' } as const;
export const titleOf = (kind: Kind): string => titles[kind];

/** One. */
export const getThing = defineRoute({
  method: 'GET',
  path: '/api/v1/things/:id',
  summary: 'A thing.',
  access: 'things.read',
  response: z.object({ kind: Kind, path: z.string() }),
});
export type Thing = RouteAnswer<typeof getThing>;
`;

describe('the contract for browsers', () => {
  it('has routes as addresses, in a module of their own', () => {
    expect(forBrowsers('/src/things.ts', given).routes).toBe(
      `export const getThing = { method: 'GET', path: '/api/v1/things/:id' };\n`,
    );
  });

  it('lets go of schemas that nobody uses', () => {
    expect(forBrowsers('/src/things.ts', given).schemas).toBe(`import { z } from 'zod';
export const kept = 3;
/** Words. */
export const Kind = /* @__PURE__ */ (() => (z.enum(['a', 'b'])))();
export type Kind = z.infer<typeof Kind>;
const titles = /* @__PURE__ */ (() => ({ a: 'A (first)', b: 'B' } as const))();
export const titleOf = (kind: Kind): string => titles[kind];

/** One. */

export type Thing = RouteAnswer<typeof getThing>;

export * from './things.ts?routes';
`);
  });

  it('refuses what it cannot read', () => {
    expect(() => forBrowsers('things.ts', 'export const = 3;')).toThrow('things.ts');
    expect(() => forBrowsers('things.ts', 'export const a = defineRoute(b);')).toThrow('object');
  });

  it('leaves every route of the contract its address', () => {
    const files = readdirSync(contract).filter((file) => /(?<!\.test)\.ts$/.test(file));
    const found = files.flatMap((file) => {
      const { schemas, routes } = forBrowsers(
        file,
        readFileSync(path.join(contract, file), 'utf8'),
      );
      expect(schemas).not.toContain('defineRoute({');
      const lines = routes.trimEnd().split('\n').filter(Boolean);
      for (const line of lines)
        expect(line).toMatch(
          /^export const \w+ = \{ method: '[A-Z]+', path: '\/api\/v1\/[^']+' \};$/,
        );
      return lines;
    });
    expect(found.length).toBeGreaterThan(60);
  });
});
