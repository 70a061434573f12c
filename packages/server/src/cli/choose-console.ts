import type { Config, ConsoleMode } from '../config.ts';
import { readDataMode, refuseOtherMode } from '../demo/data-mode.ts';
import { findDataFolder } from '../platform/postgres/data-folder.ts';
import { findRunningPostgres } from '../platform/postgres/embedded-postgres.ts';

export interface ChosenConsole {
  readonly config: Config;
  /** Which one it is, where somebody could have meant another. */
  readonly note?: string;
}

type ReadConfig = (flags: readonly string[]) => Config;

const flagOf = { demo: '--demo', clean: '--no-demo' } as const;
const wordsFor = { demo: 'the demo', clean: 'the clean console' } as const;

/**
 * The console that a command is for: what flags and environment name; or else, of the two that
 * there may be here, the one that is there, or of both the one that runs.
 *
 * @throws when there is none, and when it could be either
 */
export const chooseConsole = async (
  read: ReadConfig,
  flags: readonly string[],
): Promise<ChosenConsole> => {
  const config = read(flags);
  if (config.database) return { config };
  if (config.dataDir.explicit || config.mode) return { config: await requireStarted(config) };
  const found = await findConsoles(read);
  const running = found.filter(({ runs }) => runs);
  const [chosen, other] = running.length > 0 ? running : found;
  if (!chosen) throw new Error('No console has been started here yet: npm start');
  if (other)
    throw new Error(
      `There are a demo and a clean console here, and ${running.length > 0 ? 'both run' : 'neither runs'}. ` +
        'Say which with --demo or --no-demo.',
    );
  if (found.length === 1) return { config: chosen.config };
  const rest: ConsoleMode = chosen.mode === 'demo' ? 'clean' : 'demo';
  return {
    config: chosen.config,
    note: `For ${wordsFor[chosen.mode]}, which runs. For ${wordsFor[rest]}: ${flagOf[rest]}`,
  };
};

const requireStarted = async (config: Config): Promise<Config> => {
  const folder = await findDataFolder(config.dataDir);
  const mode = folder === undefined ? undefined : await readDataMode(folder);
  if (folder === undefined || mode === undefined)
    throw new Error(`No console has been started in ${config.dataDir.path} yet.`);
  refuseOtherMode(folder, mode, config.mode);
  return config;
};

const findConsoles = async (
  read: ReadConfig,
): Promise<{ mode: ConsoleMode; config: Config; runs: boolean }[]> => {
  const found = [];
  for (const mode of ['demo', 'clean'] as const) {
    const config = read([flagOf[mode]]);
    const folder = await findDataFolder(config.dataDir);
    if (folder === undefined) continue;
    const runs = (await findRunningPostgres(folder)) !== undefined;
    found.push({ mode, config, runs });
  }
  return found;
};
