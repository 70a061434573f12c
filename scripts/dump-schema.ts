import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../packages/server/src/platform/clock.ts';
import { createPool } from '../packages/server/src/platform/db/database.ts';
import { migrateDatabase } from '../packages/server/src/platform/db/migrate.ts';
import { ensureRoles } from '../packages/server/src/platform/db/roles.ts';
import { createLogger } from '../packages/server/src/platform/log.ts';
import { startEmbeddedPostgres } from '../packages/server/src/platform/postgres/embedded-postgres.ts';
import { root } from './run/run-command.ts';
import { type Queryable, readCatalogue } from './schema/catalogue.ts';
import { writeSql } from './schema/write-sql.ts';
import { writeTypes } from './schema/write-types.ts';

/** What a migrated database looks like, by the file that says so. */
export const dumpSchema = async (database: Queryable): Promise<Map<string, string>> => {
  const catalogue = await readCatalogue(database);
  return new Map([
    ['docs/reference/schema.sql', writeSql(catalogue)],
    ['packages/server/src/platform/db/schema.generated.ts', writeTypes(catalogue)],
  ]);
};

/** A Postgres of its own in a folder that is gone afterwards, migrated as at a first start. */
const withFreshDatabase = async (use: (database: Queryable) => Promise<void>): Promise<void> => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'taffrail-dump-'));
  const log = createLogger({ level: 'silent' });
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log,
    clock: systemClock,
    durable: false,
  });
  try {
    const { ownerUrl } = postgres;
    const secret = 'only for the roles of this database';
    const { names } = await ensureRoles({ ownerUrl, configured: {}, secret, log });
    await migrateDatabase({ ownerUrl, roles: names, log });
    const pool = createPool({ url: ownerUrl, name: 'dump', max: 1, log, statementTimeoutMs: 0 });
    try {
      await use(pool);
    } finally {
      await pool.end();
    }
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

if (import.meta.main) {
  await withFreshDatabase(async (database) => {
    for (const [file, text] of await dumpSchema(database)) {
      await writeFile(path.join(root, file), text);
      console.log(`wrote ${file}`);
    }
  });
}
