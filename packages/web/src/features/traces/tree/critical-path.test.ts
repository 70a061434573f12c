import type { TraceEntry } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { findCriticalPath } from './critical-path.ts';
import { buildTree } from './prepare-tree.ts';

const entry = (
  id: string,
  startUs: number,
  endUs: number | null,
  parentId: string | null = null,
): TraceEntry => ({
  id,
  layer: 'span',
  recordId: id,
  parentId,
  isOrphan: false,
  name: id,
  place: null,
  kind: null,
  startUs,
  durationUs: endUs === null ? null : endUs - startUs,
  status: 'unset',
  note: null,
});

/** `root 0-10 90-100, a 10-90` */
const pathOf = (...entries: TraceEntry[]): string =>
  [...findCriticalPath(buildTree(entries))]
    .map(([id, own]) => [id, ...own.map(({ fromUs, toUs }) => `${fromUs}-${toUs}`)].join(' '))
    .join(', ');

describe('the critical path', () => {
  it('goes through parts that follow each other, and what lies between', () => {
    expect(
      pathOf(entry('root', 0, 100), entry('a', 10, 40, 'root'), entry('b', 50, 90, 'root')),
    ).toBe('root 0-10 40-50 90-100, a 10-40, b 50-90');
  });

  it('goes through the one that ended last of those beside each other', () => {
    expect(
      pathOf(entry('root', 0, 100), entry('long', 10, 90, 'root'), entry('short', 10, 60, 'root')),
    ).toBe('root 0-10 90-100, long 10-90');
  });

  it('goes on into the parts of parts', () => {
    expect(
      pathOf(entry('root', 0, 100), entry('a', 0, 100, 'root'), entry('a1', 20, 100, 'a')),
    ).toBe('root, a 0-20, a1 20-100');
  });

  it('waits for what outlives its parent no longer than for that', () => {
    expect(pathOf(entry('root', 0, 100), entry('late', 60, 300, 'root'))).toBe(
      'root 0-60, late 60-100',
    );
  });

  it('begins where the whole does, whatever the clocks of its parts say', () => {
    expect(pathOf(entry('root', 50, 100), entry('early', 20, 80, 'root'))).toBe(
      'root 80-100, early 50-80',
    );
  });

  it('has no moments, nothing of another root, and nothing of an empty trace', () => {
    const log = entry('log', 30, null, 'root');
    expect(pathOf(entry('root', 0, 100), log, entry('other', 0, 50))).toBe('root 0-100');
    expect(pathOf(log)).toBe('');
  });

  it('bears a chain of thousands', () => {
    const chain = Array.from({ length: 5_000 }, (_, index) =>
      entry(String(index), index, 10_000, index === 0 ? null : String(index - 1)),
    );
    expect(findCriticalPath(buildTree(chain)).size).toBe(5_000);
  });
});
