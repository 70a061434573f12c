import { readFile } from 'node:fs/promises';

/** What version 2 of Linux's control groups allows this process, and what it has used. */
export interface ContainerUse {
  /** Undefined where there is no limit. */
  readonly memory: { readonly usedBytes: number; readonly limitBytes: number } | undefined;
  /** Processor time so far, and how many processors it may use at a time. */
  readonly cpu: { readonly usedMs: number; readonly processors: number } | undefined;
}

const read = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
};

const numberOf = (text: string | undefined, name: string): number | undefined => {
  const found = new RegExp(`^${name} (\\d+)$`, 'm').exec(text ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
};

/** `0::/system.slice/taffrail.service`; in a container mostly `0::/`. */
const folderOf = async (root: string): Promise<string> => {
  const own = /^0::(\/.*)$/m.exec((await read(`${root}/proc/self/cgroup`)) ?? '')?.[1] ?? '/';
  const folder = `${root}/sys/fs/cgroup${own === '/' ? '' : own}`;
  return (await read(`${folder}/memory.current`)) === undefined ? `${root}/sys/fs/cgroup` : folder;
};

const memoryOf = async (folder: string): Promise<ContainerUse['memory']> => {
  const limitBytes = Number((await read(`${folder}/memory.max`)) ?? 'max');
  const current = Number((await read(`${folder}/memory.current`)) ?? 'none');
  if (!(limitBytes > 0) || !Number.isFinite(current)) return undefined;
  // Files that can be read again are dropped before anything is killed.
  const reclaimable = numberOf(await read(`${folder}/memory.stat`), 'inactive_file') ?? 0;
  return { usedBytes: Math.max(0, current - reclaimable), limitBytes };
};

const cpuOf = async (folder: string): Promise<ContainerUse['cpu']> => {
  const [quota, period] = ((await read(`${folder}/cpu.max`)) ?? 'max')
    .trim()
    .split(' ')
    .map(Number);
  const usedUs = numberOf(await read(`${folder}/cpu.stat`), 'usage_usec');
  if (quota === undefined || !(quota > 0) || !period || usedUs === undefined) return undefined;
  return { usedMs: usedUs / 1_000, processors: quota / period };
};

/** @param root of the file system */
export const readContainerUse = async (root = ''): Promise<ContainerUse> => {
  const folder = await folderOf(root);
  return { memory: await memoryOf(folder), cpu: await cpuOf(folder) };
};
