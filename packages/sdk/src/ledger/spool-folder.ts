import { mkdir, open, readdir, rename, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Ports } from '../host/ports.ts';
import { currentOwner, isGone, ownerName, type SpoolOwner } from './spool-owner.ts';

const suffix = '.spool';
const nobody = 'free';

/** An owner touches its segments more often than this; one left untouched for longer is anybody's. */
export const leaseMs = 60_000;

/**
 * The folder with the segments of all processes that share it: `<owner>.<number>.spool`. Taking a
 * segment over is one atomic rename, so of several takers one succeeds.
 */
export class SpoolFolder {
  readonly path: string;
  readonly #ports: Ports;
  readonly #self: SpoolOwner = currentOwner();
  readonly #name = ownerName(this.#self);
  #count = 0;

  constructor(path: string, ports: Ports) {
    this.path = path;
    this.#ports = ports;
  }

  nextSegment(): string {
    this.#count += 1;
    return join(this.path, `${this.#name}.${this.#count}${suffix}`);
  }

  /** Creates the folder so that it, too, outlives a loss of power. */
  async create(): Promise<void> {
    const first = await mkdir(this.path, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    const stop = dirname(first);
    for (let path = dirname(this.path); ; path = dirname(path)) {
      await syncFolder(path);
      if (path === stop || path === dirname(path)) return;
    }
  }

  /** Takes over what dead or closed owners left. Their paths under the new name. */
  async claimLeft(): Promise<string[]> {
    const claimed: string[] = [];
    for (const file of await this.#list()) {
      const owner = file.slice(0, file.indexOf('.'));
      if (owner === this.#name || !(await this.#isLeft(file, owner))) continue;
      const path = this.nextSegment();
      try {
        await rename(join(this.path, file), path);
        await this.touch(path);
        claimed.push(path);
      } catch {
        // Another process was faster.
      }
    }
    return claimed;
  }

  /** Tells others that its owner lives. */
  async touch(path: string): Promise<void> {
    const seconds = this.#ports.now() / 1_000;
    await utimes(path, seconds, seconds).catch(() => {});
  }

  /** For others to take at once. */
  async release(path: string): Promise<void> {
    const file = path.slice(path.lastIndexOf(this.#name) + this.#name.length);
    // The instance keeps the name apart from other owners' segments of the same number.
    const free = join(this.path, `${nobody}.${this.#self.instance}${file}`);
    await rename(path, free).catch(() => {});
  }

  async #list(): Promise<string[]> {
    try {
      return (await readdir(this.path)).filter((file) => file.endsWith(suffix)).sort();
    } catch {
      return [];
    }
  }

  async #isLeft(file: string, owner: string): Promise<boolean> {
    if (owner === nobody || isGone(owner, this.#self)) return true;
    try {
      const { mtimeMs } = await stat(join(this.path, file));
      return this.#ports.now() - mtimeMs > leaseMs;
    } catch {
      return false;
    }
  }
}

/** A new name is on disk only when its folder is. Windows knows no such call and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
