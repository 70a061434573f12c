import { isUtf8 } from 'node:buffer';

const newline = 0x0a;
const space = 0x20;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

const isBlank = (line: string): boolean => !(line.charCodeAt(0) > space) && line.trim() === '';

function* readTextLines(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    yield text.slice(start, end);
    start = end + 1;
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
  const lines = isUtf8(bytes) ? readTextLines(bytes.toString('utf8')) : readBrokenLines(bytes);
  for (const line of lines) {
    if (line === undefined || !isBlank(line)) yield line;
  }
}
