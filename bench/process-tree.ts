import { readdir, readFile } from 'node:fs/promises';

/** Direct parents of all processes; Linux only, as the proportional set size is. */
const parents = async (): Promise<Map<number, number>> => {
  const found = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // The command may hold blanks and brackets: what follows the last bracket is regular.
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (parent !== undefined) found.set(Number(name), Number(parent));
  }
  return found;
};

const isBelow = (pid: number, root: number, parentOf: Map<number, number>): boolean => {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parentOf.get(at))
    if (at === root) return true;
  return false;
};

const pssKb = async (pid: number): Promise<number> => {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
};

/** Memory of a process and all below it in MB, each shared page counted once. */
export const treeMemoryMb = async (root: number): Promise<number> => {
  const parentOf = await parents();
  const pids = [...parentOf.keys()].filter((pid) => isBelow(pid, root, parentOf));
  const sizes = await Promise.all(pids.map(pssKb));
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
};
