import { statfsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
/** Of all that runs at the same time, several times over. */
const roomBytes = 4 * 1024 ** 3;

const hasRoom = (folder: string): boolean => {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= roomBytes;
  } catch {
    return false;
  }
};

/**
 * Where databases live that are gone after the test: in memory, if there is room. A database is
 * hundreds of files, each of which can cost a disk a millisecond.
 */
export const dataDirRoot = (): string => (hasRoom(memory) ? memory : tmpdir());

export const makeDataDir = (prefix: string): Promise<string> =>
  mkdtemp(join(dataDirRoot(), prefix));
