import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../platform/db/database.ts';
import { isUuid } from '../platform/ids.ts';
import type { Position } from './position.ts';

export interface OrganizationRow {
  readonly id: string;
  readonly external_id: string | null;
  readonly name: string | null;
  readonly plan: string | null;
  readonly seats: number | null;
  readonly created_at: Date;
}

export interface UserRow {
  readonly id: string;
  readonly external_id: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly created_at: Date;
}

/** Part of a list: what belongs to it, and the indexed key by which it is sorted, before the id. */
interface Stage {
  readonly where: RawBuilder<SqlBool>;
  readonly key: RawBuilder<unknown>;
}

interface Kind<Row> {
  readonly table: RawBuilder<unknown>;
  readonly columns: RawBuilder<Row>;
}

const organizations: Kind<OrganizationRow> = {
  table: sql`organizations`,
  columns: sql`id, external_id, name, plan, seats, created_at`,
};
const users: Kind<UserRow> = {
  table: sql`users`,
  columns: sql`id, external_id, name, email, created_at`,
};

// As in the indexes organizations_name, users_name and users_email.
const name = sql`lower(name) collate "C"`;
const email = sql`lower(email) collate "C"`;
const externalId = sql`external_id`;

/** By name; those without one, which were only seen, after all others. */
const everything: readonly Stage[] = [
  { where: sql`${name} is not null`, key: name },
  { where: sql`${name} is null`, key: name },
];

/** Nothing that begins with the prefix comes after the prefix and the last of all characters. */
const beginsWith = (key: RawBuilder<unknown>, prefix: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  sql`(${key} >= ${prefix} and ${key} < ${prefix} || ${'\u{10ffff}'})`;

/** What begins with a text, by each key that has an index; what was in one stage is in no other. */
const matching = (text: string, withEmail: boolean): Stage[] => {
  const lower = sql`lower(${text}::text)`;
  const found: Stage[] = [
    { where: beginsWith(name, lower), key: name },
    ...(withEmail ? [{ where: beginsWith(email, lower), key: email }] : []),
    { where: beginsWith(externalId, sql`${text}::text`), key: externalId },
    ...(isUuid(text) ? [{ where: sql<SqlBool>`id = ${text}`, key: sql`id` }] : []),
  ];
  return found.map(({ where, key }, index) => {
    const before = found.slice(0, index).map((stage) => sql`${stage.where} is not true`);
    return { where: sql`${sql.join([where, ...before], sql` and `)}`, key };
  });
};

interface Page {
  readonly limit: number;
  readonly after: Position | undefined;
}

export interface PlacedRow<Row> {
  readonly row: Row;
  readonly position: Position;
}

/** Where a page begins inside of a stage; the row itself says what it is sorted by. */
const findBehind = async (
  db: Database,
  { table }: Kind<unknown>,
  { key }: Stage,
  id: string,
): Promise<RawBuilder<SqlBool>> => {
  const { rows } = await sql<{ key: string | null }>`
    select ${key} as key from ${table} where id = ${id}`.execute(db);
  const value = rows[0]?.key ?? null;
  return value === null ? sql`id > ${id}` : sql`(${key}, id) > (${value}, ${id})`;
};

const listStages = async <Row extends { readonly id: string }>(
  db: Database,
  kind: Kind<Row>,
  stages: readonly Stage[],
  { limit, after }: Page,
): Promise<PlacedRow<Row>[]> => {
  const found: PlacedRow<Row>[] = [];
  for (let stage = after?.stage ?? 0; found.length < limit; stage += 1) {
    const current = stages[stage];
    if (!current) break;
    const behind =
      after?.stage === stage ? await findBehind(db, kind, current, after.id) : sql`true`;
    const { rows } = await sql<Row>`
      select ${kind.columns} from ${kind.table} where ${current.where} and ${behind}
      order by ${current.key}, id limit ${limit - found.length}`.execute(db);
    found.push(...rows.map((row) => ({ row, position: { stage, id: row.id } })));
  }
  return found;
};

/**
 * Organizations by name, or those whose name or product's id begins with a text? Index
 * organizations_name, and the unique one of external_id.
 */
export const listOrganizationRows = (
  db: Database,
  text: string | undefined,
  page: Page,
): Promise<PlacedRow<OrganizationRow>[]> =>
  listStages(db, organizations, text === undefined ? everything : matching(text, false), page);

/**
 * Users by name, or those whose name, product's id or (if it may be seen) e-mail address begins with
 * a text? Indexes users_name and users_email, and the unique one of external_id.
 */
export const listUserRows = (
  db: Database,
  search: { text: string | undefined; seesEmail: boolean },
  page: Page,
): Promise<PlacedRow<UserRow>[]> => {
  const { text, seesEmail } = search;
  return listStages(db, users, text === undefined ? everything : matching(text, seesEmail), page);
};
