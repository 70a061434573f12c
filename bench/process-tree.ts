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

/** In hundredths of a second, the unit of `/proc` on every Linux that Node runs on. */
const ticksPerSecond = 100;

const cpuOf = async (pid: number): Promise<{ name: string; seconds: number }> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // The 14th and 15th of the line: in the program and in the kernel for it.
  const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  return { name, seconds: ticks / ticksPerSecond };
};

/** CPU so far of a process and all below it, PostgreSQL apart from the rest. */
export const treeCpuSeconds = async (root: number): Promise<{ postgres: number; rest: number }> => {
  const parentOf = await parents();
  const pids = [...parentOf.keys()].filter((pid) => isBelow(pid, root, parentOf));
  const total = { postgres: 0, rest: 0 };
  for (const { name, seconds } of await Promise.all(pids.map(cpuOf)))
    total[name.startsWith('postgres') ? 'postgres' : 'rest'] += seconds;
  return total;
};
