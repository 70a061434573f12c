import type { ProductConfig } from '@taffrail/contract';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const fileIn = (dataDir: string): string => join(dataDir, 'tradewind-port');

/** Where the sample product listens is another port at every start: commands are told by a file. */
export const writeProductPort = (dataDir: string, port: number): Promise<void> =>
  writeFile(fileIn(dataDir), `${port}\n`);

/** Undefined before the first start. */
export const readProductPort = async (dataDir: string): Promise<number | undefined> => {
  const kept = await readFile(fileIn(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return Number(kept) || undefined;
};

/** With its load tests pointed at where the product listens, on this machine. */
export const pointAt = (
  { loadTests = [], ...product }: ProductConfig,
  port: number,
): ProductConfig => ({
  ...product,
  loadTests: loadTests.map(({ run, ...plan }) =>
    run ? { ...plan, run: { ...run, url: `http://127.0.0.1:${port}` } } : plan,
  ),
});
