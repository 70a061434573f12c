import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { processStart } from './process-table.ts';

/** One Taffrail per data folder. Outlives a kill -9, and is recognised as left behind then. */
export interface FolderLock {
  /** Tells a second start where this one can be reached. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

export class FolderInUseError extends Error {
  override name = 'FolderInUseError';
}

interface Holder {
  pid: number;
  processStart: string;
  url?: string | undefined;
}

export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = join(folder, 'taffrail.lock');
  const self: Holder = { pid: process.pid, processStart: processStart(process.pid) ?? '' };
  await take(file, self, (holder) => new FolderInUseError(describe(folder, holder)));
  return {
    announce: (url) => replace(file, { ...self, url }),
    release: () => rm(file, { force: true }),
  };
}

/** The address that the Taffrail on this folder announced, if one runs. */
export async function findAnnounced(folder: string): Promise<string | undefined> {
  const found = await readIfThere(join(folder, 'taffrail.lock'));
  const holder = found === undefined ? undefined : parseHolder(found);
  return holder && isAlive(holder) ? holder.url : undefined;
}

function isAlive(holder: Holder): boolean {
  return processStart(holder.pid) === holder.processStart;
}

function describe(folder: string, holder: Holder): string {
  const where = holder.url ? `listens on ${holder.url}` : 'is still starting';
  return `Taffrail already runs on the data folder ${folder}: process ${holder.pid} ${where}.`;
}

/**
 * An abandoned lock is replaced only by who holds the lock of its own that guards it, and only if it
 * is still the one that was found: so of many that find it, one replaces it, once.
 *
 * @throws what `inUse` makes of a holder that lives
 */
async function take(
  file: string,
  self: Holder,
  inUse: (holder: Holder) => FolderInUseError,
): Promise<void> {
  while (!(await create(file, self))) {
    const found = await readIfThere(file);
    if (found === undefined) continue;
    const holder = parseHolder(found);
    if (holder && isAlive(holder)) throw inUse(holder);
    const guard = `${file}.guard`;
    await take(guard, self, inUse);
    const isMine = (await readIfThere(file)) === found;
    if (isMine) await replace(file, self);
    await rm(guard, { force: true });
    if (isMine) return;
  }
}

/** Created whole or not at all: a link, unlike a rename, fails when the name is taken. */
async function create(file: string, holder: Holder): Promise<boolean> {
  const draft = await writeDraft(file, holder);
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function replace(file: string, holder: Holder): Promise<void> {
  await rename(await writeDraft(file, holder), file);
}

async function writeDraft(file: string, holder: Holder): Promise<string> {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${JSON.stringify(holder)}\n`);
  return draft;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Undefined when it is no lock (a full disk, a crash). */
function parseHolder(text: string): Holder | undefined {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
