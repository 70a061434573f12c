import { createHash, randomBytes } from 'node:crypto';
import {
  access,
  chmod,
  constants,
  link,
  mkdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { canEnter, chooseAccount } from './account.ts';

/** Where a run as root keeps its data when the checkout is closed to PostgreSQL's account. */
const sharedState = '/var/lib/taffrail';

// Others may pass through but not list: PostgreSQL's account must reach its folder below, and what
// is secret in here has a mode of its own.
const passThrough = 0o711;

/**
 * The folder that holds the cluster, the secret and the lock. The one that was asked for; or the
 * default one, unless PostgreSQL would run as an account that cannot reach it.
 */
export async function openDataFolder(wanted: { path: string; explicit: boolean }): Promise<string> {
  const opened = await openFolder(wanted.path);
  if (opened) return opened;
  if (!wanted.explicit) {
    await createFolder(sharedState);
    const fallback = await openFolder(fallbackFor(wanted.path));
    if (fallback) return fallback;
  }
  throw new Error(
    `PostgreSQL does not run as root, and the account it would run as cannot reach ${wanted.path}. ` +
      'Set TAFFRAIL_DATA_DIR to a folder below ones that everybody may enter.',
  );
}

/** The folder that `openDataFolder` would open, if a cluster was made in it; makes nothing itself. */
export async function findDataFolder(wanted: {
  path: string;
  explicit: boolean;
}): Promise<string | undefined> {
  const places = wanted.explicit ? [wanted.path] : [wanted.path, fallbackFor(wanted.path)];
  for (const place of places) if (await hasCluster(place)) return realpath(place);
  return undefined;
}

/** Whether PostgreSQL's data is in the folder: it is renamed to this name when it is whole. */
export function hasCluster(folder: string): Promise<boolean> {
  return access(join(folder, 'postgres', 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

/** A secret made once per folder and kept there, for nobody else to read. */
export async function readOrCreateSecret(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(ignoreMissing);
  if (kept !== undefined) return kept.trim();
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    const made = randomBytes(32).toString('base64url');
    await writeFile(draft, `${made}\n`, { mode: 0o600, flag: 'wx', flush: true });
    // A link fails where the file exists: of two starts at once, both take what the first one made.
    await link(draft, file).catch(ignoreExisting);
    return (await readFile(file, 'utf8')).trim();
  } finally {
    await rm(draft, { force: true });
  }
}

/** One for each checkout, and one for each of its folders: `.taffrail-demo` ends in `-demo`. */
function fallbackFor(path: string): string {
  const checkout = createHash('sha256').update(dirname(path)).digest('hex').slice(0, 12);
  return join(sharedState, `${checkout}${basename(path).replace(/^\.taffrail/, '')}`);
}

async function openFolder(path: string): Promise<string | undefined> {
  try {
    await createFolder(path);
    await access(path, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const hint = 'Set TAFFRAIL_DATA_DIR to a folder of your own.';
    throw new Error(`The data folder ${path} cannot be written to. ${hint}`, { cause });
  }
  const account = await chooseAccount(join(path, 'postgres'));
  const real = await realpath(path);
  return !account || canEnter(real, account) ? real : undefined;
}

async function createFolder(path: string): Promise<void> {
  const isNew = (await mkdir(path, { recursive: true })) !== undefined;
  const { mode, uid } = await stat(path);
  if (isNew) await chmod(path, passThrough);
  else if (uid === 0 && process.getuid?.() === 0) await chmod(path, (mode & 0o777) | passThrough);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

function ignoreExisting(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'EEXIST') throw error;
}
