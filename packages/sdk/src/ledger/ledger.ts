import { unlink } from 'node:fs/promises';
import { slowRetryMs } from '../delivery/backoff.ts';
import { Courier, type CourierParts } from '../delivery/courier.ts';
import type { CancelTimer } from '../host/ports.ts';
import { LedgerSpool, type SealedSegment } from './ledger-spool.ts';
import { SegmentCourier } from './segment-courier.ts';
import { leaseMs, SpoolFolder } from './spool-folder.ts';

export interface LedgerSettings {
  readonly spoolDir: string;
  readonly flushIntervalMs: number;
}

interface WaitingSegment extends SealedSegment {
  /** Flushes that wait for it. */
  readonly onGone: (() => void)[];
}

/**
 * Ledger records from the call to the console: spool first, then segment by segment until each has
 * been answered for. Also sends what dead processes left in the same folder.
 */
export class Ledger {
  readonly #parts: CourierParts;
  readonly #settings: LedgerSettings;
  readonly #folder: SpoolFolder;
  readonly #spool: LedgerSpool;
  readonly #courier: Courier;
  readonly #segmentCourier: SegmentCourier;
  readonly #segments: WaitingSegment[] = [];
  #cancelTimer: CancelTimer | undefined;
  #cancelTick: CancelTimer | undefined;
  #isDue = false;
  #isSending = false;
  #sending: Promise<void> = Promise.resolve();
  #ticking: Promise<void>;
  #spooled = 0;

  constructor(settings: LedgerSettings, parts: CourierParts) {
    this.#parts = parts;
    this.#settings = settings;
    this.#folder = new SpoolFolder(settings.spoolDir, parts.ports);
    this.#spool = new LedgerSpool(this.#folder, (segment) => this.#enqueue(segment));
    this.#courier = new Courier(parts);
    this.#segmentCourier = new SegmentCourier(this.#courier, parts, settings.spoolDir);
    this.#ticking = this.#tick();
  }

  /** Records of this process that are on disk and not yet answered for. */
  get spooled(): number {
    return this.#spooled;
  }

  /** Resolves once the record is on disk; rejects when it is not (disk full, no permission). */
  async append(json: string): Promise<void> {
    await this.#spool.append(json);
    this.#spooled += 1;
    if (this.#courier.isStopped) return this.#release();
    this.#cancelTimer ??= this.#parts.ports.setTimer(() => {
      this.#cancelTimer = undefined;
      this.#isDue = true;
      this.#run();
    }, this.#settings.flushIntervalMs);
  }

  /** Resolves once everything on disk so far is answered for; without a console, never. */
  async flush(): Promise<void> {
    await this.#ticking;
    await this.#spool.seal();
    const gone = this.#segments.map(
      ({ onGone }) => new Promise<void>((resolve) => void onGone.push(resolve)),
    );
    this.#courier.hurry();
    this.#run();
    await Promise.all(gone);
  }

  /** Leaves what is not sent for the next process. */
  async stop(): Promise<void> {
    this.#courier.stop();
    this.#cancelTimer?.();
    this.#cancelTick?.();
    await this.#ticking;
    await this.#sending;
    await this.#release();
  }

  async #release(): Promise<void> {
    await this.#spool.seal();
    for (const segment of this.#segments.splice(0)) await this.#folder.release(segment.path);
  }

  #enqueue(segment: SealedSegment): void {
    this.#segments.push({ ...segment, onGone: [] });
  }

  /** Keeps this process's segments its own and looks for those of the dead. */
  async #tick(): Promise<void> {
    const own = this.#segments.map((segment) => segment.path);
    if (this.#spool.openPath !== undefined) own.push(this.#spool.openPath);
    for (const path of own) await this.#folder.touch(path);
    const claimed = await this.#folder.claimLeft();
    for (const path of claimed) this.#enqueue({ path, records: 0 });
    if (this.#courier.isStopped) return;
    if (claimed.length > 0) this.#run();
    this.#cancelTick = this.#parts.ports.setTimer(() => {
      this.#ticking = this.#tick();
    }, leaseMs / 3);
  }

  #run(): void {
    if (this.#isSending) return;
    this.#isSending = true;
    this.#sending = this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    for (let next = await this.#next(); next !== undefined; next = await this.#next()) {
      if (await this.#sendOne(next)) {
        this.#segments.shift();
        this.#spooled -= next.records;
        for (const resolve of next.onGone) resolve();
      } else if (!this.#courier.isStopped) {
        // Others may fare better than this one.
        this.#segments.push(...this.#segments.splice(0, 1));
        await this.#courier.wait(slowRetryMs(this.#parts.ports.random));
      }
    }
  }

  async #next(): Promise<WaitingSegment | undefined> {
    if (this.#segments.length === 0 && this.#isDue) {
      this.#isDue = false;
      await this.#spool.seal();
    }
    const next = this.#courier.isStopped ? undefined : this.#segments[0];
    // Here and not after the loop: nothing may be enqueued between the last look and this.
    if (next === undefined) this.#isSending = false;
    return next;
  }

  /** True when the segment is no longer ours to send. */
  async #sendOne(segment: WaitingSegment): Promise<boolean> {
    try {
      if ((await this.#segmentCourier.carry(segment.path)) === 'kept') return false;
      await unlink(segment.path);
      return true;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return true;
      this.#parts.report.tell({ code: 'spool_failed', message, count: segment.records });
      return false;
    }
  }
}
