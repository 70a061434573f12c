import { AttentionKind, type Attention } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { missingText, restOf } from './attention-rest.ts';

const attention = (
  given: Partial<Record<AttentionKind, Partial<Attention['parts'][number]>>>,
  shown: readonly AttentionKind[] = [],
): Attention => ({
  asOf: '2026-11-21T10:00:00.000Z',
  items: shown.map((kind, index) => ({
    kind,
    recordId: `${index}`,
    severity: 'warning',
    title: 'Something',
    detail: null,
    at: null,
    runs: null,
    incident: null,
  })),
  parts: AttentionKind.options.map((kind) => ({
    kind,
    state: 'shown',
    count: 0,
    ...given[kind],
  })),
});

describe('restOf', () => {
  it('counts what the rows leave out', () => {
    const given = attention({ incident: { count: 1_200 }, budget: { count: 1 } }, [
      'incident',
      'incident',
    ]);
    expect(restOf(given).map(({ text }) => text)).toEqual(['1,198 incidents', '1 budget']);
  });

  it('is nothing where all is shown', () => {
    expect(restOf(attention({ incident: { count: 1 } }, ['incident']))).toEqual([]);
  });
});

describe('missingText', () => {
  it('says what could not be read, and what may not be', () => {
    expect(
      missingText(attention({ budget: { state: 'failed' }, source: { state: 'forbidden' } })),
    ).toBe('Could not look for budgets. Your role does not see sources.');
    expect(missingText(attention({}))).toBeUndefined();
  });
});
