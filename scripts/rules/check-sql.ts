import type { House } from './architecture/house.ts';
import type { Finding } from './source/finding.ts';
import { isTest } from './source/source-tree.ts';

/** Kysely writes SQL too. */
const builders = new Set([
  '.selectFrom()',
  '.insertInto()',
  '.updateTable()',
  '.deleteFrom()',
  '.mergeInto()',
]);

/**
 * How a statement begins. The case is that of SQL (`select` or `SELECT`), so that a sentence of the
 * console such as "Select an action from the list" passes.
 */
const statements = [
  /^\s*(?:select|SELECT)\b[\s\S]+\b(?:from|FROM)\b/,
  /^\s*(?:select|SELECT)\s+\w+(?:\.\w+)?\s*\(/,
  /^\s*(?:insert into|INSERT INTO|delete from|DELETE FROM|merge into|MERGE INTO)\s/,
  /^\s*(?:update|UPDATE)\s+\S+\s+(?:set|SET)\b/,
  /^\s*(?:with|WITH)\s+(?:recursive\s+|RECURSIVE\s+)?\w+\s*(?:\([^)]*\)\s*)?(?:as|AS)\s/,
  /^\s*(?:create|alter|drop|CREATE|ALTER|DROP)\s+(?:or replace\s+)?(?:unlogged\s+|temp(?:orary)?\s+)?(?:table|index|role|function|schema|policy|view|extension|database|trigger|type)\b/i,
  /^\s*(?:copy|COPY)\s+\S+\s*(?:\([^)]*\)\s*)?(?:from|to|FROM|TO)\b/,
  /^\s*(?:grant|revoke|GRANT|REVOKE)\s+[\s\S]+\s(?:on|to|from|ON|TO|FROM)\s/,
  /^\s*(?:truncate|TRUNCATE|lock table|LOCK TABLE|explain|EXPLAIN)\s+(?:table\s+|analyze\s+)?\w+/,
  /^\s*(?:listen|notify|LISTEN|NOTIFY)\s+"?[\w?]+"?(?:,|\s*$)/,
];

const isSql = (text: string, tag: string | undefined): boolean =>
  tag === 'sql' || tag?.startsWith('sql.') === true || statements.some((form) => form.test(text));

const mayHoldSql = (file: string): boolean =>
  isTest(file) ||
  file.endsWith('.store.ts') ||
  file.endsWith('.sql.ts') ||
  file.endsWith('.generated.ts') ||
  /^packages\/server\/src\/platform\/(?:db|postgres|jobs)\//.test(file) ||
  /^examples\/[^/]+\/src\/database\//.test(file);

/** SQL stands in migrations, in `*.store.ts`, in named `*.sql.ts` files and with what opens the database. */
export const checkSql = (house: House): Finding[] => {
  const findings: Finding[] = [];
  for (const [file, { texts, uses }] of house.facts) {
    // Scripts, benchmarks and browser tests are free; the web has no database to speak to.
    if (!/^(?:packages\/(?!web\/)|examples\/)/.test(file) || mayHoldSql(file)) continue;
    const lines = new Set([
      ...texts.filter(({ text, tag }) => isSql(text, tag)).map(({ line }) => line),
      ...uses.filter(({ name }) => builders.has(name)).map(({ line }) => line),
    ]);
    for (const line of lines) {
      findings.push({
        file,
        line,
        rule: 'sql',
        problem: 'SQL outside a store',
        fix: 'move the query to the slice’s *.store.ts, or to a named *.sql.ts',
      });
    }
  }
  return findings;
};
