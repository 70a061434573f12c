import type { IntegrityKind, ProductConfig } from '@taffrail/contract';
import type pg from 'pg';
import { quoteTable } from '../platform/db/foreign/quote-table.ts';
import { findDeclaredKeys, findTable, type DeclaredKey } from './catalogue.store.ts';
import { countAffected, countOrphans, type Found } from './affected/count-affected.store.ts';
import {
  givenIdsSql,
  mendOrphansSql,
  orphanIdsSql,
  showOrphansSql,
  type Reference,
} from './orphans.sql.ts';

/** Something that must hold, and how to find out. */
export interface Check {
  /** The same from run to run. */
  readonly key: string;
  readonly kind: IntegrityKind;
  readonly title: string;
  readonly definition: string;
  readonly warnAbove: number;
  readonly errorAbove: number;
  readonly selectSql: string;
  readonly repairSql: string | null;
  /** Nothing where there is no way to find out. */
  readonly find: ((product: pg.Pool) => Promise<Found>) | undefined;
  /** Gives the `id` of each affected row. */
  readonly idsSql: string;
  /** Leads to such a row, with `{id}`. */
  readonly link: string | null;
}

type Integrity = NonNullable<ProductConfig['integrity']>;
type Configured = Integrity['references'][number];

const fullName = (schema: string, table: string): string =>
  schema === 'public' ? table : `${schema}.${table}`;

const titleOf = (reference: Reference): string => {
  const { schema, table, columns, referencedSchema, referencedTable } = reference;
  return `${fullName(schema, table)}.${columns.join(', ')} → ${fullName(referencedSchema, referencedTable)}`;
};

/** What the schema promises is broken by any single row. */
const declaredThresholds = { warnAbove: 0, errorAbove: 0 };

const toDeclared = (key: DeclaredKey, given: Configured | undefined): Check => ({
  key: `foreign_key ${key.schema}.${key.table}.${key.name}`,
  kind: 'foreign_key',
  title: given?.title ?? titleOf(key),
  definition: key.definition,
  warnAbove: given?.warnAbove ?? declaredThresholds.warnAbove,
  errorAbove: given?.errorAbove ?? declaredThresholds.errorAbove,
  selectSql: showOrphansSql(key),
  repairSql: given?.repair === undefined ? mendOrphansSql(key) : given.repair,
  idsSql: orphanIdsSql(key),
  link: given?.link ?? null,
  find: key.isTemporal ? undefined : (product) => countOrphans(product, key),
});

const split = (name: string): { schema: string; table: string } => {
  const [table = '', schema = 'public'] = name.split('.').toReversed();
  return { schema, table };
};

/** Written with the names as they were given where the tables are not there to be asked. */
const toReference = async (product: pg.Pool, given: Configured): Promise<Reference> => {
  const child = await findTable(product, quoteTable(given.table));
  const parent = await findTable(product, quoteTable(given.references.table));
  const { schema, table } = child ?? split(given.table);
  const referenced = parent ?? split(given.references.table);
  return {
    schema,
    table,
    columns: [given.column],
    referencedSchema: referenced.schema,
    referencedTable: referenced.table,
    referencedColumns: [given.references.column],
    isFullMatch: false,
    keyColumns: child?.keyColumns ?? [],
    isNullable: child?.nullableColumns.includes(given.column) ?? false,
  };
};

const toConfigured = (reference: Reference, given: Configured): Check => ({
  key: `reference ${reference.schema}.${reference.table}.${given.column}`,
  kind: 'reference',
  title: given.title ?? titleOf(reference),
  definition: `${titleOf(reference)} (${given.references.column})`,
  warnAbove: given.warnAbove,
  errorAbove: given.errorAbove,
  selectSql: showOrphansSql(reference),
  repairSql: given.repair === undefined ? mendOrphansSql(reference) : given.repair,
  idsSql: orphanIdsSql(reference),
  link: given.link ?? null,
  find: (product) => countOrphans(product, reference),
});

const toCheck = (given: Integrity['checks'][number]): Check => ({
  key: `check ${given.name}`,
  kind: 'check',
  title: given.title,
  definition: given.sql,
  warnAbove: given.warnAbove,
  errorAbove: given.errorAbove,
  selectSql: `${given.sql};`,
  repairSql: given.repair,
  idsSql: givenIdsSql(given.sql),
  link: given.link ?? null,
  find: (product) => countAffected(product, given.sql),
});

const isSame = (key: DeclaredKey, reference: Reference): boolean =>
  key.columns.length === 1 &&
  key.schema === reference.schema &&
  key.table === reference.table &&
  key.columns[0] === reference.columns[0] &&
  key.referencedSchema === reference.referencedSchema &&
  key.referencedTable === reference.referencedTable &&
  key.referencedColumns[0] === reference.referencedColumns[0];

/**
 * What the schema declares, and what the configuration adds: a reference that is declared, too, is
 * checked once, with the title and the thresholds that it was given.
 *
 * @throws when the catalogue of the product's database cannot be read
 */
export const findChecks = async (
  product: pg.Pool,
  { references, checks }: Integrity,
): Promise<Check[]> => {
  const declared = await findDeclaredKeys(product);
  const named: { given: Configured; reference: Reference }[] = [];
  for (const given of references)
    named.push({ given, reference: await toReference(product, given) });
  const givenFor = (key: DeclaredKey) =>
    named.find(({ reference }) => isSame(key, reference))?.given;
  return [
    ...declared.map((key) => toDeclared(key, givenFor(key))),
    ...named
      .filter(({ reference }) => !declared.some((key) => isSame(key, reference)))
      .map(({ reference, given }) => toConfigured(reference, given)),
    ...checks.map(toCheck),
  ];
};

/** One of them, by its key: what it cannot be about is not looked up. */
export const findCheck = async (
  product: pg.Pool,
  { references, checks }: Integrity,
  key: string,
): Promise<Check | undefined> => {
  const found = await findChecks(product, {
    references: references.filter(({ table }) => key.includes(split(table).table)),
    checks: checks.filter(({ name }) => key === `check ${name}`),
  });
  return found.find((check) => check.key === key);
};
