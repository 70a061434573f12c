import type { TraceEntry } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { buildTree, findGaps, listTreeRows, skewOf } from './prepare-tree.ts';

const entry = (id: string, given: Partial<TraceEntry> = {}): TraceEntry => ({
  id,
  layer: 'span',
  recordId: id,
  parentId: null,
  isOrphan: false,
  name: id,
  place: null,
  kind: null,
  startUs: 0,
  durationUs: 100,
  status: 'unset',
  note: null,
  ...given,
});

const nothing: ReadonlySet<string> = new Set();
const entries = [
  entry('root'),
  entry('a', { parentId: 'root', startUs: 10 }),
  entry('b', { parentId: 'root', startUs: 20, status: 'error' }),
  entry('a1', { parentId: 'a', startUs: 30 }),
  entry('log', { startUs: 40, durationUs: null }),
];
const rowsOf = (...args: Parameters<typeof listTreeRows>): string[] =>
  listTreeRows(...args).map(({ entry: { id }, level }) => `${'-'.repeat(level - 1)}${id}`);

describe('listTreeRows', () => {
  const tree = buildTree(entries);

  it('puts parts under what holds them, in order', () => {
    expect(rowsOf(tree, nothing)).toEqual(['root', '-a', '--a1', '-b', 'log']);
  });

  it('says where a row is among its siblings', () => {
    expect(listTreeRows(tree, nothing)[3]).toMatchObject({ level: 2, place: 2, siblings: 2 });
  });

  it('folds parts away', () => {
    const rows = listTreeRows(tree, new Set(['a']));
    expect(rows.map(({ entry: { id } }) => id)).toEqual(['root', 'a', 'b', 'log']);
    expect(rows[1]).toMatchObject({ hasParts: true, isOpen: false });
  });

  it('keeps what holds a match, and says that it does not match', () => {
    const rows = listTreeRows(tree, nothing, ({ status }) => status === 'error');
    expect(rows.map(({ entry: { id }, isContext }) => [id, isContext])).toEqual([
      ['root', true],
      ['b', false],
    ]);
  });

  it('lists what names a parent that is not there', () => {
    expect(rowsOf(buildTree([entry('a', { parentId: 'gone' })]), nothing)).toEqual(['a']);
  });

  it('bears a chain of thousands', () => {
    const chain = Array.from({ length: 5_000 }, (_, index) =>
      entry(String(index), index === 0 ? {} : { parentId: String(index - 1) }),
    );
    expect(listTreeRows(buildTree(chain), nothing).at(-1)?.level).toBe(5_000);
  });
});

describe('skewOf', () => {
  it('is how much earlier a part begins than what holds it', () => {
    const tree = buildTree([
      entry('early', { parentId: 'parent', startUs: 5 }),
      entry('parent', { startUs: 12 }),
      entry('late', { parentId: 'parent', startUs: 500 }),
    ]);
    expect([...tree.byId.values()].map((each) => skewOf(tree, each))).toEqual([7, 0, 0]);
  });
});

describe('findGaps', () => {
  it('finds what no entry covers', () => {
    const found = findGaps(
      [
        entry('a', { startUs: 0, durationUs: 100 }),
        entry('b', { startUs: 50, durationUs: 20 }),
        entry('c', { startUs: 900, durationUs: 100 }),
      ],
      1_000,
    );
    expect(found).toEqual([{ fromUs: 100, toUs: 900 }]);
  });

  it('makes nothing of a short one, nor of none', () => {
    const close = [entry('a', { durationUs: 500 }), entry('b', { startUs: 510, durationUs: 490 })];
    expect(findGaps(close, 1_000)).toEqual([]);
    expect(findGaps([], 0)).toEqual([]);
  });
});
