import type { Catalogue, Column, Policy, Table } from './catalogue.ts';

const header = `-- The schema as the migrations leave it, written by \`npm run db:dump\`; a test fails when it is
-- stale. Partitions are left out: jobs make and drop them.`;

const writeColumn = ({ name, type, notNull, default: expression, identity }: Column): string =>
  [
    `  ${name} ${type}`,
    expression && `default ${expression}`,
    identity && `generated ${identity} as identity`,
    notNull && 'not null',
  ]
    .filter(Boolean)
    .join(' ');

const writePolicy = (table: string, { name, command, roles, using, check }: Policy): string =>
  [
    `create policy ${name} on ${table} for ${command.toLowerCase()} to ${roles}`,
    using && `  using (${using})`,
    check && `  with check (${check})`,
  ]
    .filter(Boolean)
    .join('\n');

const writeTable = (table: Table): string => {
  const parts = [
    ...table.columns.map(writeColumn),
    ...table.constraints.map(({ name, definition }) => `  constraint ${name} ${definition}`),
  ];
  const partition = table.partitionKey === null ? '' : ` partition by ${table.partitionKey}`;
  const statements = [
    `create table ${table.name} (\n${parts.join(',\n')}\n)${partition}`,
    ...table.indexes,
    ...table.triggers,
    ...(table.rowSecurity ? [`alter table ${table.name} enable row level security`] : []),
    ...table.policies.map((policy) => writePolicy(table.name, policy)),
  ];
  return statements.map((statement) => `${statement};`).join('\n');
};

/** The text of `docs/reference/schema.sql`. */
export const writeSql = ({ tables, functions, grants }: Catalogue): string =>
  [
    header,
    ...tables.map(writeTable),
    ...functions.map(({ definition }) => `${definition.trimEnd()};`),
    grants
      .map(({ role, object, privileges }) => `grant ${privileges} on ${object} to ${role};`)
      .join('\n'),
  ].join('\n\n') + '\n';
