import { statfs } from 'node:fs/promises';
import { judge, worstOf, type Checker } from './checker.ts';

const share = (used: number, free: number): number =>
  used + free === 0 ? 0 : (100 * used) / (used + free);

const inGibibytes = (bytes: number): string => (bytes / 1_073_741_824).toFixed(1);

/** A disk: its space and its files, as far as they are for everybody. */
export const disk: Checker<'disk'> = {
  look: async ({ path, warningAbovePercent, criticalAbovePercent }) => {
    const limits = { warningAt: warningAbovePercent, criticalAt: criticalAbovePercent };
    const { blocks, bfree, bavail, bsize, files, ffree } = await statfs(path);
    const space = share(blocks - bfree, bavail);
    const entries = share(files - ffree, ffree);
    const value = Math.round(space * 10) / 10;
    const { result, message } = worstOf(
      {
        result: judge(space, limits),
        message: `${space.toFixed(0)} % of the disk used, ${inGibibytes(bavail * bsize)} GiB left.`,
      },
      {
        result: judge(entries, limits),
        message: `${entries.toFixed(0)} % of the files that the disk can hold are there.`,
      },
    );
    const output = { freeBytes: bavail * bsize, totalBytes: blocks * bsize, filesPercent: entries };
    return { result, message, value, ...limits, target: path, output };
  },
};
