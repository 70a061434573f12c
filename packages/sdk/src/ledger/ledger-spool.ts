import { stat, unlink, open, type FileHandle } from 'node:fs/promises';
import { syncFolder, type SpoolFolder } from './spool-folder.ts';
import { toSpoolLine } from './spool-line.ts';

interface Append {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Segment {
  readonly path: string;
  readonly file: FileHandle;
  records: number;
  bytes: number;
}

export interface SealedSegment {
  readonly path: string;
  readonly records: number;
}

const segmentBytes = 1_000_000;
const mostTakeovers = 5;

/**
 * Writes this process's own segments. A record is acknowledged when it has been written and fsynced
 * and the segment still bears its name *after* that: if another process took it over in the
 * meantime (and may have read it before the record was in it), the record is written again into a
 * new segment. So taking over can never lose a record, however wrong the taker was about us.
 */
export class LedgerSpool {
  readonly #folder: SpoolFolder;
  readonly #onSealed: (segment: SealedSegment) => void;
  #waiting: Append[] = [];
  #segment: Segment | undefined;
  /** Commits and seals run one after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(folder: SpoolFolder, onSealed: (segment: SealedSegment) => void) {
    this.#folder = folder;
    this.#onSealed = onSealed;
  }

  get openPath(): string | undefined {
    return this.#segment?.path;
  }

  /** Resolves once the record is on disk; calls that come together share one fsync. */
  append(json: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line: toSpoolLine(json), resolve, reject });
      if (this.#waiting.length === 1) this.#work = this.#work.then(() => this.#commit());
    });
  }

  /** Hands the open segment over for sending. */
  seal(): Promise<void> {
    this.#work = this.#work.then(() => this.#closeSegment());
    return this.#work;
  }

  async #commit(): Promise<void> {
    const group = this.#waiting;
    this.#waiting = [];
    const bytes = Buffer.from(group.map((append) => append.line).join(''));
    try {
      await this.#writeUntilOurs(bytes, group.length);
      for (const append of group) append.resolve();
      if ((this.#segment?.bytes ?? 0) >= segmentBytes) await this.#closeSegment();
    } catch (error) {
      // The segment may end in half a line now: nothing may follow that.
      await this.#closeSegment();
      for (const append of group) append.reject(error);
    }
  }

  async #writeUntilOurs(bytes: Buffer, records: number): Promise<void> {
    for (let attempt = 0; attempt < mostTakeovers; attempt += 1) {
      if (await this.#write(bytes, records)) return;
    }
    throw new Error(`segments vanish from ${this.#folder.path} while they are written`);
  }

  /** False when the segment was taken over while it was written. */
  async #write(bytes: Buffer, records: number): Promise<boolean> {
    this.#segment ??= await this.#createSegment();
    const segment = this.#segment;
    await segment.file.appendFile(bytes);
    await segment.file.datasync();
    if (!(await hasName(segment.path))) {
      this.#segment = undefined;
      await segment.file.close();
      return false;
    }
    segment.records += records;
    segment.bytes += bytes.length;
    return true;
  }

  async #createSegment(): Promise<Segment> {
    await this.#folder.create();
    const path = this.#folder.nextSegment();
    const file = await open(path, 'ax', 0o600);
    const segment: Segment = { path, file, records: 0, bytes: 0 };
    // Kept before the next step can fail: a failed commit closes what is open.
    this.#segment = segment;
    await syncFolder(this.#folder.path);
    return segment;
  }

  async #closeSegment(): Promise<void> {
    const segment = this.#segment;
    if (segment === undefined) return;
    this.#segment = undefined;
    await segment.file.close().catch(() => {});
    if (segment.records === 0) await unlink(segment.path).catch(() => {});
    else this.#onSealed({ path: segment.path, records: segment.records });
  }
}

async function hasName(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
