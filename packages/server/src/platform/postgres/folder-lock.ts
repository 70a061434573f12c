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
  while (!(await take(file, self))) {
    const holder = await readHolder(file);
    if (holder && isAlive(holder)) throw new FolderInUseError(describe(folder, holder));
    await removeAbandoned(file, holder);
  }
  return {
    announce: (url) => replace(file, { ...self, url }),
    release: () => rm(file, { force: true }),
  };
}

/** The address that the Taffrail on this folder announced, if one runs. */
export async function findAnnounced(folder: string): Promise<string | undefined> {
  const holder = await readHolder(join(folder, 'taffrail.lock'));
  return holder && isAlive(holder) ? holder.url : undefined;
}

function isAlive(holder: Holder): boolean {
  return processStart(holder.pid) === holder.processStart;
}

function describe(folder: string, holder: Holder): string {
  const where = holder.url ? `listens on ${holder.url}` : 'is still starting';
  return `Taffrail already runs on the data folder ${folder}: process ${holder.pid} ${where}.`;
}

/** Created whole or not at all: a link, unlike a rename, fails when the name is taken. */
async function take(file: string, holder: Holder): Promise<boolean> {
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

/**
 * Moved aside before it is deleted: of two starts that found it abandoned, the slower one may have
 * moved the lock that the faster one has just taken, and then puts it back.
 */
async function removeAbandoned(file: string, abandoned: Holder | undefined): Promise<void> {
  const aside = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = await readHolder(aside);
  if (moved?.pid !== abandoned?.pid || moved?.processStart !== abandoned?.processStart)
    await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

/** Undefined when there is none, and when what is there is no lock (a full disk, a crash). */
async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
