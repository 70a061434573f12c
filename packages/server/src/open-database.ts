import { join } from 'node:path';
import type { Config, ConsoleMode } from './config.ts';
import { settleDataMode } from './demo/data-mode.ts';
import { requireSampleProduct } from './demo/start-demo.ts';
import { systemClock } from './platform/clock.ts';
import type { RoleUrls } from './platform/db/roles.ts';
import type { Logger } from './platform/log.ts';
import { openDataFolder, readOrCreateSecret } from './platform/postgres/data-folder.ts';
import { startEmbeddedPostgres } from './platform/postgres/embedded-postgres.ts';

/** The database of a console: its own child process, or one that runs elsewhere. */
export interface OpenDatabase extends AsyncDisposable {
  readonly ownerUrl: string;
  readonly configured: Partial<RoleUrls>;
  /** Seals stored secrets; from the environment, or made once for the data folder. */
  readonly secret: string;
  /** Undefined for a database that runs elsewhere. */
  readonly dataDir: string | undefined;
  /** Of the data folder; a database that runs elsewhere is nobody's demo. */
  readonly mode: ConsoleMode | undefined;
  /** Tells a second start on the same folder where this console listens. */
  announce(url: string): Promise<void>;
}

const openEmbedded = async (config: Config, log: Logger): Promise<OpenDatabase> => {
  const dataDir = await openDataFolder(config.dataDir);
  const secret = config.secret ?? (await readOrCreateSecret(join(dataDir, 'secret')));
  let mode: ConsoleMode | undefined;
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log,
    clock: systemClock,
    onLocked: async (folder) => {
      mode = await settleDataMode(folder, config.mode);
      if (mode === 'demo') requireSampleProduct();
    },
  });
  return {
    ownerUrl: postgres.ownerUrl,
    configured: {},
    secret,
    dataDir,
    mode,
    announce: (url) => postgres.announce(url),
    [Symbol.asyncDispose]: () => postgres.stop(),
  };
};

const openExternal = (
  external: NonNullable<Config['database']>,
  secret: string | undefined,
): OpenDatabase => {
  if (secret === undefined) throw new Error('TAFFRAIL_SECRET is required with DATABASE_URL.');
  return {
    ownerUrl: external.ownerUrl,
    configured: {
      ...(external.appUrl && { app: external.appUrl }),
      ...(external.ingestUrl && { ingest: external.ingestUrl }),
      ...(external.memberUrl && { member: external.memberUrl }),
    },
    secret,
    dataDir: undefined,
    mode: undefined,
    announce: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
};

export const openDatabase = async (config: Config, log: Logger): Promise<OpenDatabase> =>
  config.database ? openExternal(config.database, config.secret) : openEmbedded(config, log);
