import { readFile } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { readContainerUse } from './cgroup.ts';
import { judge, type Checker } from './checker.ts';

interface MemoryUse {
  readonly usedBytes: number;
  readonly limitBytes: number;
}

/** Linux says what is available without swapping; elsewhere what is free has to do. */
export const readMachineMemory = async (root = ''): Promise<MemoryUse> => {
  const text = await readFile(`${root}/proc/meminfo`, 'utf8').catch(() => '');
  const bytesOf = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? Number.NaN) * 1_024;
  const [total, available] = [bytesOf('MemTotal'), bytesOf('MemAvailable')];
  return Number.isFinite(total) && Number.isFinite(available)
    ? { usedBytes: total - available, limitBytes: total }
    : { usedBytes: totalmem() - freemem(), limitBytes: totalmem() };
};

const percentOf = ({ usedBytes, limitBytes }: MemoryUse): number => (100 * usedBytes) / limitBytes;

const inMebibytes = (bytes: number): string => Math.round(bytes / 1_048_576).toLocaleString('en');

/** Memory of the machine, or of what the container may use: whichever is nearer to its end. */
export const memory: Checker<'memory'> = {
  look: async (config) => {
    const limits = {
      warningAt: config.warningAbovePercent,
      criticalAt: config.criticalAbovePercent,
    };
    const machine = await readMachineMemory();
    const { memory: container } = await readContainerUse();
    const isContainer = container !== undefined && percentOf(container) > percentOf(machine);
    const use = isContainer ? container : machine;
    const value = Math.round(percentOf(use) * 10) / 10;
    const whose = isContainer ? "the container's" : "the machine's";
    return {
      result: judge(value, limits),
      message: `${value.toFixed(0)} % of ${whose} memory used: ${inMebibytes(use.usedBytes)} of ${inMebibytes(use.limitBytes)} MiB.`,
      value,
      ...limits,
      target: null,
      output: { machine, container },
    };
  },
};
