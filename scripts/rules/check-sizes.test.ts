import { describe, expect, it } from 'vitest';
import { type SizeException, checkSizes } from './check-sizes.ts';

const lines = (count: number): string => 'x\n'.repeat(count);
const problems = (files: Record<string, string>, exceptions: SizeException[] = []): string[] =>
  checkSizes(new Map(Object.entries(files)), exceptions).findings.map(
    ({ file, problem }) => `${file}: ${problem}`,
  );
const folderOf = (folder: string, count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${folder}/f${at}.ts`, 'x\n']));

describe('check-sizes', () => {
  it.each([
    ['packages/server/src/a.ts', 400],
    ['packages/web/src/a.tsx', 300],
    ['packages/server/src/a.test.ts', 600],
  ])('%s may have %d lines and not one more', (file, limit) => {
    expect(problems({ [file]: lines(limit) })).toEqual([]);
    expect(problems({ [file]: lines(limit + 1) })).toEqual([
      `${file}: ${limit + 1} lines, ${limit} at most`,
    ]);
  });

  it('leaves generated files out', () => {
    expect(problems({ 'packages/server/src/schema.generated.ts': lines(5000) })).toEqual([]);
  });

  it('lets a folder have 15 children, tests not counted', () => {
    const full = folderOf('packages/server/src/activity', 15);
    expect(problems({ ...full, 'packages/server/src/activity/f1.test.ts': 'x\n' })).toEqual([]);
    expect(problems(folderOf('packages/server/src/activity', 16))).toEqual([
      'packages/server/src/activity: 16 children, 15 at most',
    ]);
  });

  it('lets the lists of slices and migrations grow', () => {
    expect(problems(folderOf('packages/server/migrations', 40))).toEqual([]);
    expect(problems(folderOf('packages/web/src/features', 40))).toEqual([]);
  });

  it('takes an exception up to its own limit', () => {
    const exception = { path: 'packages/server/src/a.ts', limit: 500, reason: 'a table' };
    expect(problems({ 'packages/server/src/a.ts': lines(500) }, [exception])).toEqual([]);
    expect(problems({ 'packages/server/src/a.ts': lines(501) }, [exception])).toEqual([
      'packages/server/src/a.ts: 501 lines, 500 at most',
    ]);
  });

  it('wants exceptions back that nobody needs', () => {
    const exception = { path: 'packages/server/src/a.ts', limit: 500, reason: 'a table' };
    expect(problems({ 'packages/server/src/a.ts': lines(10) }, [exception])).toEqual([
      'packages/server/src/a.ts: needs no exception any more: 10 lines',
    ]);
    expect(problems({}, [exception])).toEqual([
      'scripts/rules/size-exceptions.json: names packages/server/src/a.ts, which is not there',
    ]);
  });

  it('reports the median of the sources without the tests', () => {
    const tree = new Map([
      ['packages/server/src/a.ts', lines(10)],
      ['packages/server/src/b.ts', lines(30)],
      ['packages/server/src/c.ts', lines(50)],
      ['packages/server/src/c.test.ts', lines(500)],
    ]);
    expect(checkSizes(tree, [])).toMatchObject({ medianLines: 30, files: 3 });
  });
});
