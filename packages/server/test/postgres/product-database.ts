import type pg from 'pg';
import { onTestFinished } from 'vitest';
import { openProductDatabase } from '../../src/open-product-database.ts';
import { createPool } from '../../src/platform/db/database.ts';
import { createLogger } from '../../src/platform/log.ts';
import { createTestDatabase } from '../database.ts';
import { startDatabaseProxy } from './database-proxy.ts';

/** The database of a product that is being operated, beside that of the console. */
export interface ProductDatabase {
  readonly url: string;
  /** As its owner, for what happens in the product. */
  readonly pool: pg.Pool;
  /** As the console reads it, until the test ends; or another role's address. */
  open(url?: string): pg.Pool;
  /** The same with little patience: 300 ms. */
  openImpatiently(): pg.Pool;
  /** The same, once nobody answers there any more. */
  openAway(): Promise<pg.Pool>;
  close(): Promise<void>;
}

const log = createLogger({ level: 'silent' });
const impatienceMs = 300;

const untilTestEnds = (pool: pg.Pool): pg.Pool => {
  onTestFinished(() => pool.end());
  return pool;
};

/** One for each test file; the SQL makes its tables. */
export const createProductDatabase = async (schemaSql: string): Promise<ProductDatabase> => {
  const database = await createTestDatabase();
  const url = database.ownerUrl;
  const connect = (statementTimeoutMs: number): pg.Pool =>
    createPool({ url, name: 'product', max: 1, log, statementTimeoutMs });
  const open = (address = url): pg.Pool => {
    const opened = openProductDatabase(address, log);
    if (!opened) throw new Error('There is an address.');
    return untilTestEnds(opened);
  };
  const pool = connect(0);
  await pool.query(schemaSql);
  return {
    url,
    pool,
    open,
    openImpatiently: () => untilTestEnds(connect(impatienceMs)),
    async openAway() {
      const proxy = await startDatabaseProxy({ url });
      onTestFinished(() => proxy.close());
      const away = open(proxy.urlOf(url));
      proxy.cut();
      return away;
    },
    async close() {
      await pool.end();
      await database.drop();
    },
  };
};
