import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { oneValueFilters } from './one-value-filters.ts';

const filters = oneValueFilters({
  outcome: z.enum(['fixed', 'failed']),
  repository: z.string().regex(/^\w+\/\w+$/),
});

describe('oneValueFilters', () => {
  it.each([
    ['outcome.in.failed', true],
    ['repository.in.acme/shop', true],
    ['outcome.in.lost', false],
    ['outcome.not.failed', false],
    ['outcome.in.fixed,failed', false],
    ['weather.in.fine', false],
    ['toString.in.x', false],
    ['', false],
  ])('tells whether %s can be asked', (text, can) => {
    expect(filters.isFilter(text)).toBe(can);
  });

  it('writes in one order, and reads what it wrote', () => {
    const values = { repository: 'acme/shop', outcome: 'failed' } as const;
    const texts = filters.write(values);
    expect(texts).toEqual(['outcome.in.failed', 'repository.in.acme/shop']);
    expect(filters.read(texts)).toEqual(values);
  });

  it('changes some, from the first page on, with no row open', () => {
    const search = { f: ['outcome.in.failed'], after: 'cursor', peek: 'row', view: 'mine' };
    expect(filters.with(search, { repository: 'acme/shop' })).toEqual({
      f: ['outcome.in.failed', 'repository.in.acme/shop'],
      view: 'mine',
    });
    expect(filters.with(search, { outcome: undefined }).f).toBeUndefined();
  });

  it('drops what means nothing without another', () => {
    const staged = oneValueFilters(
      { pipeline: z.string(), stage: z.string() },
      { stage: 'pipeline' },
    );
    expect(staged.read(['stage.in.rank'])).toEqual({});
    expect(staged.read(['pipeline.in.leads', 'stage.in.rank'])).toEqual({
      pipeline: 'leads',
      stage: 'rank',
    });
  });

  it('writes nothing of nothing', () => {
    expect(filters.write({ outcome: undefined })).toBeUndefined();
    expect(filters.read(undefined)).toEqual({});
  });
});
