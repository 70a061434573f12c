import type { ProductFailure } from '@taffrail/contract';
import { answerOf, ask } from '../../platform/db/foreign/ask-database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { raise } from '../../platform/http/api-error.ts';
import type { AppContext } from '../../slice.ts';
import { findCheck } from '../find-checks.ts';
import { getCheckRow } from '../integrity.store.ts';
import { pageOfIdsSql } from '../orphans.sql.ts';

export type AffectedContext = Pick<AppContext, 'db' | 'clock' | 'product' | 'productDatabase'>;

interface AffectedRow {
  readonly id: string;
  readonly url: string | null;
}

interface Affected {
  readonly title: string;
  readonly rows: readonly AffectedRow[];
  readonly failure: ProductFailure | null;
}

const nothingConfigured = { references: [], checks: [] };

const toRow = (id: string, link: string | null): AffectedRow => ({
  id,
  url: link && link.replaceAll('{id}', () => encodeURIComponent(id)),
});

/**
 * As the product's database has them now, by the role that only reads it.
 *
 * @throws not_found for what is not checked any more
 */
export const readAffected = async (
  { db, product, productDatabase }: AffectedContext,
  id: string,
  { limit, after }: { readonly limit: number; readonly after: string },
): Promise<Affected> => {
  const { title, key } = await readSnapshot(db, (trx) => getCheckRow(trx, id));
  if (!productDatabase) return { title, rows: [], failure: 'unreachable' };
  const { integrity = nothingConfigured } = product;
  const check = await answerOf(findCheck(productDatabase, integrity, key));
  if (!check.ok) return { title, rows: [], failure: check.failure };
  const { idsSql, link, find } = check.value ?? raise('not_found');
  if (!find) return { title, rows: [], failure: 'unsupported' };
  const asked = ask<{ id: string }>(productDatabase, pageOfIdsSql(idsSql), [after, limit]);
  const found = await answerOf(asked);
  if (!found.ok) return { title, rows: [], failure: found.failure };
  return { title, rows: found.value.map((row) => toRow(row.id, link)), failure: null };
};

const encode = (id: string): string => Buffer.from(id).toString('base64url');

/** @throws invalid_cursor of what Postgres could not compare with */
const decode = (cursor: string | undefined): string => {
  const id = Buffer.from(cursor ?? '', 'base64url').toString('utf8');
  return id.includes('\u0000') ? raise('invalid_cursor') : id;
};

/** A page of them. */
export const listAffected = async (
  context: AffectedContext,
  id: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
) => {
  const after = decode(cursor);
  const { rows, failure } = await readAffected(context, id, { limit: limit + 1, after });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    asOf: context.clock.now().toISOString(),
    items,
    nextCursor: last ? encode(last.id) : null,
    failure,
  };
};
