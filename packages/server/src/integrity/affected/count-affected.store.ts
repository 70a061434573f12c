import type pg from 'pg';
import { ask } from '../../platform/db/foreign/ask-database.ts';
import {
  countGivenSql,
  countOrphansSql,
  sampleGivenSql,
  sampleOrphansSql,
  type Reference,
} from '../orphans.sql.ts';

export interface Found {
  readonly count: number;
  /** Of up to ten affected rows. */
  readonly sampleIds: readonly string[];
  /** No row is there that could be affected. */
  readonly hasNothingToCheck: boolean;
}

const samples = 10;

/** Samples are asked for only where there are any: mostly there are none. */
const findSamples = async (
  product: pg.Pool,
  count: number,
  toSql: (limit: number) => string,
): Promise<string[]> => {
  if (count === 0) return [];
  const rows = await ask<{ id: string | null }>(product, toSql(samples));
  return rows.map(({ id }) => id ?? 'null');
};

export const countOrphans = async (product: pg.Pool, reference: Reference): Promise<Found> => {
  const [row = { count: 0, hasRows: false }] = await ask<{ count: number; hasRows: boolean }>(
    product,
    countOrphansSql(reference),
  );
  const sampleIds = await findSamples(product, row.count, (limit) =>
    sampleOrphansSql(reference, limit),
  );
  return { count: row.count, sampleIds, hasNothingToCheck: !row.hasRows };
};

export const countAffected = async (product: pg.Pool, given: string): Promise<Found> => {
  const [row = { count: 0 }] = await ask<{ count: number }>(product, countGivenSql(given));
  const sampleIds = await findSamples(product, row.count, (limit) => sampleGivenSql(given, limit));
  return { count: row.count, sampleIds, hasNothingToCheck: false };
};
