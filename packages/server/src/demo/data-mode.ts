import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConsoleMode } from '../config.ts';
import { hasCluster } from '../platform/postgres/data-folder.ts';

const fileIn = (dataDir: string): string => join(dataDir, 'mode');

/**
 * What a data folder is; undefined as long as nothing is in it.
 *
 * @throws when its file says neither
 */
export const readDataMode = async (dataDir: string): Promise<ConsoleMode | undefined> => {
  if (!(await hasCluster(dataDir))) return undefined;
  const kept = await readFile(fileIn(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    // Folders from before there were demos have no such file.
    if (error.code === 'ENOENT') return 'clean';
    throw error;
  });
  const mode = kept.trim();
  if (mode === 'demo' || mode === 'clean') return mode;
  throw new Error(`${fileIn(dataDir)} must say demo or clean.`);
};

const words = {
  demo: { is: 'a demo', flag: '--demo' },
  clean: { is: 'a clean console', flag: '--no-demo' },
} as const;

/** @throws when the folder is not what was asked for: made-up and real data are never mixed */
export const refuseOtherMode = (
  dataDir: string,
  kept: ConsoleMode,
  asked: ConsoleMode | undefined,
): void => {
  if (asked === undefined || asked === kept) return;
  throw new Error(
    `The data folder ${dataDir} is ${words[kept].is}, and stays one.\n` +
      `Start it without ${words[asked].flag}. For ${words[asked].is}, set TAFFRAIL_DATA_DIR to ` +
      'another folder, or leave it out: each has a folder of its own by default.',
  );
};

/** The first start decides what the folder is, by its flag; without one it becomes a demo. */
export const settleDataMode = async (
  dataDir: string,
  asked: ConsoleMode | undefined,
): Promise<ConsoleMode> => {
  const kept = await readDataMode(dataDir);
  if (kept !== undefined) {
    refuseOtherMode(dataDir, kept, asked);
    return kept;
  }
  const mode = asked ?? 'demo';
  await writeFile(fileIn(dataDir), `${mode}\n`, { flush: true });
  return mode;
};
