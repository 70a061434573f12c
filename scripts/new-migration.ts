import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './run/run-command.ts';

const folder = path.join(root, 'packages/server/migrations');

/** `0007_add_widgets.sql`, one number above the highest; throws when the name is not usable. */
export const nextMigration = (existing: readonly string[], name: string): string => {
  const slug = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  if (!/^[a-z][a-z0-9_]*$/.test(slug)) {
    throw new Error('Give the migration a name: npm run db:new -- add_widgets');
  }
  const numbers = existing.flatMap((file) => /^(\d{4})_.+\.sql$/.exec(file)?.[1] ?? []);
  const next = Math.max(0, ...numbers.map(Number)) + 1;
  return `${String(next).padStart(4, '0')}_${slug}.sql`;
};

const body = `-- What changes, and why. Forward only; expand, back-fill, contract.
-- Privileges stand in privileges.sql. Afterwards: npm run db:dump
`;

if (import.meta.main) {
  const file = nextMigration(readdirSync(folder), process.argv.slice(2).join(' '));
  writeFileSync(path.join(folder, file), body, { flag: 'wx' });
  console.log(`packages/server/migrations/${file}`);
}
