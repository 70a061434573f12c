import { isUtf8 } from 'node:buffer';

const newline = 0x0a;
const space = 0x20;
const blockBytes = 32 * 1024;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

const isBlank = (line: string): boolean => !(line.charCodeAt(0) > space) && line.trim() === '';

/**
 * Decoded block by block: one string of the whole body would be a large object, which only a full
 * garbage collection frees; one for each line costs more to make.
 */
function* readTextLines(body: Buffer): Generator<string> {
  for (let blockStart = 0; blockStart < body.length;) {
    const found = body.indexOf(newline, blockStart + blockBytes);
    const blockEnd = found === -1 ? body.length : found;
    const text = body.toString('utf8', blockStart, blockEnd);
    for (let start = 0; start <= text.length;) {
      const next = text.indexOf('\n', start);
      const end = next === -1 ? text.length : next;
      yield text.slice(start, end);
      start = end + 1;
    }
    blockStart = blockEnd + 1;
  }
}

/** One by one, so that a line of broken text does not take its neighbours down. */
function* readBrokenLines(body: Buffer): Generator<string | undefined> {
  for (let start = 0; start < body.length;) {
    const found = body.indexOf(newline, start);
    const end = found === -1 ? body.length : found;
    const line = body.subarray(start, end);
    yield isUtf8(line) ? line.toString('utf8') : undefined;
    start = end + 1;
  }
}

/**
 * The lines of a body that are not blank. Undefined stands for one that is not UTF-8: repaired text
 * would be stored as something that nobody sent.
 */
export function* readLines(body: Buffer): Generator<string | undefined> {
  const hasMark = body.subarray(0, byteOrderMark.length).equals(byteOrderMark);
  const bytes = hasMark ? body.subarray(byteOrderMark.length) : body;
  const lines = isUtf8(bytes) ? readTextLines(bytes) : readBrokenLines(bytes);
  for (const line of lines) {
    if (line === undefined || !isBlank(line)) yield line;
  }
}
