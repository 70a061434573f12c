import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { compressFiles } from './build/compress-files.ts';
import { sourceStamp } from './build/source-stamp.ts';
import { root, runCommand } from './run/run-command.ts';

const web = path.join(root, 'packages/web');
const dist = path.join(web, 'dist');
const stampFile = '.vite/stamp';

/** The web's own Vite: the one at the root may be another version. */
const viteCommand = (): string => {
  const manifest = createRequire(path.join(web, 'package.json')).resolve('vite/package.json');
  return path.join(path.dirname(manifest), 'bin/vite.js');
};

/**
 * Builds beside `dist` and swaps the folders at the end: a build that is killed, or two at once,
 * leave a whole one.
 */
const buildWeb = async (stamp: string): Promise<void> => {
  const draft = path.join(web, `node_modules/.taffrail-build-${process.pid}`);
  try {
    const { code, output } = await runCommand(
      process.execPath,
      [viteCommand(), 'build', '--outDir', draft, '--emptyOutDir', '--logLevel', 'warn'],
      // Under a test runner NODE_ENV says test, and React would come with its development checks.
      { folder: 'packages/web', env: { NODE_ENV: 'production' } },
    );
    if (code !== 0) throw new Error(`The web UI could not be built.\n${output}`);
    await compressFiles(draft);
    await mkdir(path.join(draft, '.vite'), { recursive: true });
    await writeFile(path.join(draft, stampFile), stamp);
    const old = `${draft}-old`;
    if (existsSync(dist)) await rename(dist, old);
    await rename(draft, dist);
    await rm(old, { recursive: true, force: true });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
};

const builtStamp = (): string | undefined => {
  const file = path.join(dist, stampFile);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
};

/** Builds the web UI unless it is built from exactly these sources already: that takes 20 ms. */
export const buildWebIfStale = async (): Promise<'built' | 'current'> => {
  const stamp = sourceStamp(root);
  if (builtStamp() === stamp) return 'current';
  await buildWeb(stamp);
  return 'built';
};

const buildSdk = async (): Promise<void> => {
  const { code, output } = await runCommand('tsdown', [], { folder: 'packages/sdk' });
  if (code !== 0) throw new Error(`The SDK could not be built.\n${output}`);
};

/** `npm run build [-- web | sdk | --if-stale]`; the web UI by default. */
if (import.meta.main) {
  const wanted = process.argv[2] ?? 'web';
  if (wanted === '--if-stale') await buildWebIfStale();
  else if (wanted === 'web') await buildWeb(sourceStamp(root));
  else if (wanted === 'sdk') await buildSdk();
  else throw new Error(`Cannot build ${wanted}: web, sdk or --if-stale.`);
}
