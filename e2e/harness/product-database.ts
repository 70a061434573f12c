import { rm, writeFile } from 'node:fs/promises';
import pg from 'pg';
import { systemClock } from '../../packages/server/src/platform/clock.ts';
import { createLogger } from '../../packages/server/src/platform/log.ts';
import { startEmbeddedPostgres } from '../../packages/server/src/platform/postgres/embedded-postgres.ts';
import {
  type DatabaseProxy,
  startDatabaseProxy,
} from '../../packages/server/test/postgres/database-proxy.ts';
import { makeDataDir } from '../../packages/server/test/postgres/data-dir.ts';

/** The database of a product, as a console is told of it. */
export interface ProductDatabase {
  /** What the console needs to know. */
  readonly settings: Readonly<Record<string, string>>;
  /** As the product, which the console's way to it does not touch. */
  readonly pool: pg.Pool;
  /** Between the console and the database. */
  readonly way: DatabaseProxy;
  readonly stop: () => Promise<void>;
}

/** A PostgreSQL of its own, with these tables, and what `taffrail.config.ts` says of them. */
export const startProductDatabase = async (
  schemaSql: string,
  config: unknown,
): Promise<ProductDatabase> => {
  const dataDir = await makeDataDir('taffrail-product-');
  // Beside the folder, which becomes PostgreSQL's.
  const configFile = `${dataDir}.config.ts`;
  await writeFile(configFile, `export default ${JSON.stringify(config)};`);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log: createLogger({ level: 'silent' }),
    clock: systemClock,
    durable: false,
  });
  const url = postgres.ownerUrl;
  const pool = new pg.Pool({ connectionString: url });
  await pool.query(schemaSql);
  const way = await startDatabaseProxy({ url });
  return {
    settings: { PRODUCT_DATABASE_URL: way.urlOf(url), TAFFRAIL_CONFIG: configFile },
    pool,
    way,
    stop: async () => {
      await way.close();
      await pool.end();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
      await rm(configFile);
    },
  };
};
