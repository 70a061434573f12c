import { createHash } from 'node:crypto';

/** A line of the spool: checksum, space, JSON, line end. It tells a whole line from a torn one. */

const checksumLength = 16;

const checksum = (json: string): string =>
  createHash('sha256').update(json).digest('hex').slice(0, checksumLength);

export const toSpoolLine = (json: string): string => `${checksum(json)} ${json}\n`;

export interface SpoolContent {
  readonly records: readonly string[];
  /** Whole lines that do not match their checksum: the disk's doing, for a person to look at. */
  readonly damaged: readonly string[];
}

/**
 * What follows the last line end was never acknowledged: the process died, or the disk filled, while
 * it was written.
 */
export function readSpool(text: string): SpoolContent {
  const records: string[] = [];
  const damaged: string[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    const json = line.slice(checksumLength + 1);
    if (line === `${checksum(json)} ${json}`) records.push(json);
    else damaged.push(line);
  }
  return { records, damaged };
}
