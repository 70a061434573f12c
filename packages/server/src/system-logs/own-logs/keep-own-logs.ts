import { createPool } from '../../platform/db/database.ts';
import { createLogger } from '../../platform/log.ts';
import { recordLogs } from '../recording/record-logs.store.ts';
import type { OwnLogs } from './own-logs.ts';

/** What goes wrong while a log is written is written nowhere: it would be a log in its turn. */
const silent = createLogger({ level: 'silent', destination: { write: () => undefined } });

/**
 * Writes the server's own logs in whatever role it runs, over a connection of their own that is
 * closed when there are none for a while.
 *
 * @param url as `taffrail_ingest`
 */
export const keepOwnLogs = (
  ownLogs: OwnLogs,
  url: string,
): { readonly stop: () => Promise<void> } => {
  const pool = createPool({
    url,
    name: 'own logs',
    max: 1,
    statementTimeoutMs: 5_000,
    log: silent,
  });
  ownLogs.writeWith((logs) => recordLogs(pool, logs));
  return {
    stop: async () => {
      await ownLogs.stop();
      await pool.end();
    },
  };
};
