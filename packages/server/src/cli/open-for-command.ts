import { slices } from '../app.ts';
import type { Config } from '../config.ts';
import { openDatabase, type OpenDatabase } from '../open-database.ts';
import { systemClock } from '../platform/clock.ts';
import { createDatabase, createPool, type Database } from '../platform/db/database.ts';
import { prepareDatabase } from '../platform/db/prepare.ts';
import type { Logger } from '../platform/log.ts';
import { openDataFolder } from '../platform/postgres/data-folder.ts';
import { findRunningPostgres } from '../platform/postgres/embedded-postgres.ts';

export interface CommandDatabase extends AsyncDisposable {
  readonly db: Database;
}

/** Of the console that runs on the same data folder, which has prepared its database already. */
const findRunning = async (config: Config): Promise<string | undefined> =>
  config.database ? undefined : findRunningPostgres(await openDataFolder(config.dataDir));

const prepare = async (opened: OpenDatabase, config: Config, log: Logger): Promise<string> => {
  await prepareDatabase({
    ...opened,
    timeZone: config.timeZone,
    partitions: slices.flatMap((slice) => slice.partitions ?? []),
    clock: systemClock,
    log,
  });
  return opened.ownerUrl;
};

/** The running console's database, or the one that would be started, for as long as a command takes. */
export const openForCommand = async (config: Config, log: Logger): Promise<CommandDatabase> => {
  await using opening = new AsyncDisposableStack();
  const url =
    (await findRunning(config)) ??
    (await prepare(opening.use(await openDatabase(config, log)), config, log));
  const pool = createPool({ url, name: 'command', max: 1, statementTimeoutMs: 60_000, log });
  opening.defer(() => pool.end());
  const opened = opening.move();
  return { db: createDatabase(pool), [Symbol.asyncDispose]: () => opened.disposeAsync() };
};
