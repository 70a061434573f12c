import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './spool-folder.ts';

/** A ledger record that can never be accepted as it is; a person has to look at it. */
export interface RejectedEntry {
  readonly rejectedAt: string;
  /** The server's code, `too_large`, or `damaged` for a line whose checksum is wrong. */
  readonly code: string;
  readonly message: string;
  /** As it stood in the spool. */
  readonly record: string;
}

/** Beside the spool; all processes append to it. On disk before the promise resolves. */
export async function appendRejected(
  folder: string,
  entries: readonly RejectedEntry[],
): Promise<void> {
  const file = await open(join(folder, 'rejected.ndjson'), 'a', 0o600);
  try {
    await file.appendFile(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    await file.datasync();
  } finally {
    await file.close();
  }
  await syncFolder(folder);
}
