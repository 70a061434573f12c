import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { constants, gunzip, gunzipSync, zstdDecompress, zstdDecompressSync } from 'node:zlib';
import { ApiError, raise } from './api-error.ts';
import type { Seat } from './waiting-room.ts';

/** How a body is packed. */
export type Packing = 'identity' | 'gzip' | 'zstd';

const packings: ReadonlyMap<string, Packing> = new Map([
  ['', 'identity'],
  ['identity', 'identity'],
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['zstd', 'zstd'],
]);

/**
 * What a `Content-Encoding` header says.
 *
 * @throws `unsupported_media_type`
 */
export const readPacking = (header = ''): Packing =>
  packings.get(header.trim().toLowerCase()) ??
  raise('unsupported_media_type', { message: 'Content-Encoding may be gzip, zstd or identity.' });

const tooLarge = (limitBytes: number): never =>
  raise('payload_too_large', {
    message: `The body has at most ${Math.floor(limitBytes / 1_048_576)} MB, as sent and unpacked.`,
    details: { bytes: limitBytes },
  });

/** The body as it was sent. What is refused halfway is still received, so that the answer arrives. */
const receive = async (source: Readable, limitBytes: number, seat: Seat): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of source.iterator({
      destroyOnReturn: false,
    }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limitBytes) tooLarge(limitBytes);
      seat.grow(chunk.length);
      chunks.push(chunk);
    }
  } catch (error) {
    source.resume();
    if (error instanceof ApiError) throw error;
    return raise('unreadable_body', { cause: error });
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
};

interface Unpacked {
  readonly buffer: Buffer;
  /** Bytes of the input that were used. */
  readonly engine: { readonly bytesWritten: number };
}

/** A frame may ask for a window of gigabytes; 8 MB is what RFC 8878 asks every decoder for. */
const zstdParams = { [constants.ZSTD_d_windowLogMax]: 23 };

/** Output comes in buffers of this size, which are joined when there are several. */
const chunkBytes = { least: 16 * 1024, most: 1024 * 1024, zstd: 256 * 1024 };

/** Gzip ends with the size of what is packed: one buffer of that size spares the joining. */
const gzipChunkBytes = (packed: Buffer): number => {
  const claimed = packed.length < 4 ? 0 : packed.readUInt32LE(packed.length - 4) + 1;
  return Math.min(Math.max(claimed, chunkBytes.least), chunkBytes.most);
};

const optionsOf = {
  gzip: (packed: Buffer) => ({ chunkSize: gzipChunkBytes(packed) }),
  zstd: () => ({ chunkSize: chunkBytes.zstd, params: zstdParams }),
};

// With `info` all give an object, which their types do not say.
type UnpackNow = (packed: Buffer, given: object) => Unpacked;
type UnpackAside = (packed: Buffer, given: object) => Promise<Unpacked>;
const now = {
  gzip: gunzipSync as unknown as UnpackNow,
  zstd: zstdDecompressSync as unknown as UnpackNow,
};
const aside = {
  gzip: promisify(gunzip) as unknown as UnpackAside,
  zstd: promisify(zstdDecompress) as unknown as UnpackAside,
};

/** Below this, handing the work to another thread costs more than the work. */
const smallBytes = 16 * 1024;

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

const unpack = async (
  packed: Buffer,
  packing: 'gzip' | 'zstd',
  limitBytes: number,
): Promise<Buffer> => {
  try {
    const given = { info: true, maxOutputLength: limitBytes, ...optionsOf[packing](packed) };
    const isSmall = packed.length <= smallBytes;
    const { buffer, engine } = isSmall
      ? now[packing](packed, given)
      : await aside[packing](packed, given);
    // Node reads one zstd frame and passes over what follows: a second one would be lost.
    if (engine.bytesWritten === packed.length) return buffer;
  } catch (error) {
    if (isTooLarge(error)) return tooLarge(limitBytes);
    return raise('unreadable_body', { cause: error });
  }
  return raise('unreadable_body', { message: 'The body must be one whole zstd frame.' });
};

/** One after the other: however many bombs arrive, one is open at a time. */
let unpacking: Promise<unknown> = Promise.resolve();

const unpackInTurn = (...given: Parameters<typeof unpack>): Promise<Buffer> => {
  const mine = unpacking.then(() => unpack(...given));
  unpacking = mine.catch(() => undefined);
  return mine;
};

/** What is known of a body before it is read. */
export interface BodyEnvelope {
  readonly packing: Packing;
  /** Undefined when the sender does not know it beforehand. */
  readonly sizeBytes: number | undefined;
  /** Of the body as sent, and of what it unpacks to. */
  readonly limitBytes: number;
}

/**
 * The whole body, unpacked.
 *
 * @throws `payload_too_large`, `unreadable_body`, `unavailable`
 */
export const readBody = async (
  source: Readable,
  { packing, sizeBytes, limitBytes }: BodyEnvelope,
  seat: Seat,
): Promise<Buffer> => {
  if (sizeBytes !== undefined && sizeBytes > limitBytes) tooLarge(limitBytes);
  const sent = await receive(source, limitBytes, seat);
  if (packing === 'identity') return sent;
  const body = await unpackInTurn(sent, packing, limitBytes);
  seat.grow(body.length);
  return body;
};
