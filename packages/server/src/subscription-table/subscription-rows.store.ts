import type { SubscriptionTable } from '@taffrail/contract';
import pg from 'pg';
import { ask } from '../platform/db/foreign/ask-database.ts';
import { quoteTable } from '../platform/db/foreign/quote-table.ts';

/** A row of the product's table, all in text as Postgres prints it. */
export interface SubscriptionRow extends pg.QueryResultRow {
  readonly id: string;
  readonly organization: string | null;
  readonly status: string | null;
  readonly amount: string | null;
  readonly quantity: string | null;
  readonly currency: string | null;
  readonly interval: string | null;
  readonly plan: string | null;
  readonly country: string | null;
  readonly startedAt: Date | null;
  readonly trialEndsAt: Date | null;
  readonly cancelAt: Date | null;
  readonly canceledAt: Date | null;
  readonly updatedAt: Date | null;
  /** To the microsecond: where the next page begins. */
  readonly position: string | null;
}

const texts = [
  'organization',
  'status',
  'amount',
  'quantity',
  'currency',
  'interval',
  'plan',
  'country',
] as const;
const times = ['startedAt', 'trialEndsAt', 'cancelAt', 'canceledAt', 'updatedAt'] as const;

/** `billing.subscriptions` is called `subscriptions`: what Postgres says of it names it so. */
const aliasOf = ({ table }: SubscriptionTable): string =>
  pg.escapeIdentifier(table.split('.').at(-1) ?? table);

/** Named with its table: what is selected may bear the same name. */
const columnOf = (mapping: SubscriptionTable, name: string): string =>
  `${aliasOf(mapping)}.${pg.escapeIdentifier(name)}`;

/** A column that is not mapped is null in every row. */
const columnsOf = (mapping: SubscriptionTable): string => {
  const select = (column: string | undefined, type: string, name: string): string =>
    `${column === undefined ? 'null' : columnOf(mapping, column)}::${type} as "${name}"`;
  return [
    select(mapping.id, 'text', 'id'),
    ...texts.map((name) => select(mapping[name], 'text', name)),
    ...times.map((name) => select(mapping[name], 'timestamptz', name)),
    select(mapping.updatedAt, 'timestamptz::text', 'position'),
  ].join(', ');
};

export interface RowPosition {
  /** Of updatedAt, as text; absent where the table has no such column. */
  readonly at?: string | undefined;
  /** Absent: whatever changed at that time or later. */
  readonly id?: string | undefined;
}

const whereOf = (
  { id, at }: RowPosition,
  columns: { readonly id: string; readonly updatedAt: string | undefined },
): { readonly text: string; readonly values: readonly unknown[] } => {
  if (columns.updatedAt === undefined)
    return id === undefined
      ? { text: '', values: [] }
      : { text: `where ${columns.id} > $1`, values: [id] };
  if (at === undefined) return { text: '', values: [] };
  return id === undefined
    ? { text: `where ${columns.updatedAt} >= $1`, values: [at] }
    : { text: `where (${columns.updatedAt}, ${columns.id}) > ($1, $2)`, values: [at, id] };
};

/**
 * The rows behind a position, in the order in which they changed; by id where no column tells. Times
 * without a zone are of the session's.
 *
 * @throws whatever the product's database throws: 42703 where a column is missing
 */
export const readRows = (
  product: pg.Pool,
  mapping: SubscriptionTable,
  after: RowPosition,
  limit: number,
): Promise<SubscriptionRow[]> => {
  const id = columnOf(mapping, mapping.id);
  const updatedAt =
    mapping.updatedAt === undefined ? undefined : columnOf(mapping, mapping.updatedAt);
  const { text, values } = whereOf(after, { id, updatedAt });
  const order = updatedAt === undefined ? id : `${updatedAt}, ${id}`;
  return ask<SubscriptionRow>(
    product,
    `select ${columnsOf(mapping)} from ${quoteTable(mapping.table)} as ${aliasOf(mapping)} ${text}
     order by ${order} limit ${limit}`,
    values,
  );
};
