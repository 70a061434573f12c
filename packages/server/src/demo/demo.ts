import { createHmac } from 'node:crypto';
import { passwordOf, withUser } from '../platform/db/roles.ts';
import { ensureTradewindDatabase } from './tradewind-database.store.ts';

/** What the sample product has of its own, in the Postgres of the console. Nothing of it is stored. */
export interface Demo {
  /** What it sends with: the same at every start. */
  readonly ingestKey: string;
  /** Of its database, as the role that owns the tables. */
  readonly ownerUrl: string;
  /** As the role that only reads them: what Taffrail looks at a product with. */
  readonly readerUrl: string;
  /** What Taffrail should know of it, in place of the checkout's own `taffrail.config.ts`. */
  readonly productConfig: URL;
  /** Makes the roles and the database, unless they are there. */
  ensureDatabase(): Promise<void>;
}

const names = { database: 'tradewind', owner: 'tradewind', reader: 'tradewind_reader' } as const;

/** Loaded by its path, as the program is run. */
const productConfig = new URL('../../../../examples/tradewind/taffrail.config.ts', import.meta.url);

/** @param superuserUrl of the embedded Postgres, on any of its databases */
export const createDemo = (superuserUrl: string, secret: string): Demo => {
  const passwords = {
    owner: passwordOf(secret, names.owner),
    reader: passwordOf(secret, names.reader),
  };
  const urlOf = (role: 'owner' | 'reader'): string => {
    const url = new URL(withUser(superuserUrl, names[role], passwords[role]));
    url.pathname = `/${names.database}`;
    return url.href;
  };
  return {
    ingestKey: `tfi_${createHmac('sha256', secret).update('ingest key of the demo').digest('base64url')}`,
    ownerUrl: urlOf('owner'),
    readerUrl: urlOf('reader'),
    productConfig,
    ensureDatabase: () => ensureTradewindDatabase(superuserUrl, names, passwords),
  };
};
