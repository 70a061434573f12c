import { cpus, loadavg, type CpuInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { startStopwatch } from '../../platform/clock.ts';
import { readContainerUse, type ContainerUse } from './cgroup.ts';
import { judge, worstOf, type Checker } from './checker.ts';

/** What was used up to a moment. */
export interface CpuSample {
  readonly atMs: number;
  readonly busyMs: number;
  readonly totalMs: number;
  readonly container: ContainerUse['cpu'];
}

export const toSample = (
  processors: readonly Pick<CpuInfo, 'times'>[],
  container: ContainerUse['cpu'],
  atMs: number,
): CpuSample => {
  let totalMs = 0;
  let idleMs = 0;
  for (const { times } of processors) {
    totalMs += times.user + times.nice + times.sys + times.idle + times.irq;
    idleMs += times.idle;
  }
  return { atMs, busyMs: totalMs - idleMs, totalMs, container };
};

/** Runs on, whoever sets the clocks. */
const runningMs = startStopwatch();

const takeSample = async (): Promise<CpuSample> =>
  toSample(cpus(), (await readContainerUse()).cpu, runningMs());

const percent = (part: number, whole: number): number =>
  whole <= 0 ? 0 : Math.min(100, Math.max(0, (100 * part) / whole));

/** Between two samples: of the machine, and of what the container may use. */
export const useBetween = (
  from: CpuSample,
  to: CpuSample,
): { readonly machine: number; readonly container: number | undefined } => ({
  machine: percent(to.busyMs - from.busyMs, to.totalMs - from.totalMs),
  container:
    from.container && to.container
      ? percent(
          to.container.usedMs - from.container.usedMs,
          (to.atMs - from.atMs) * to.container.processors,
        )
      : undefined,
});

const firstSampleMs = 1_000;
const leastMs = 30_000;
/** What is older says nothing about now. */
const longestMs = 10 * 60_000;

/**
 * How busy the processors were since the last look of this process, a minute ago mostly: no single
 * spike. The first time over one second.
 */
export const createCpuChecker = (): Checker<'cpu'> => {
  let latest: CpuSample | undefined;
  return {
    look: async (config, { signal }) => {
      const limits = {
        warningAt: config.warningAbovePercent,
        criticalAt: config.criticalAbovePercent,
      };
      let from = latest;
      const now = runningMs();
      if (!from || now - from.atMs < firstSampleMs || now - from.atMs > longestMs) {
        from = await takeSample();
        await sleep(firstSampleMs, undefined, { signal });
      }
      const to = await takeSample();
      // Looks in between, of somebody who asked, do not shorten what the next is over.
      if (!latest || to.atMs - latest.atMs >= leastMs) latest = to;
      const { machine, container } = useBetween(from, to);
      const seconds = Math.round((to.atMs - from.atMs) / 1_000);
      const seen = (value: number, of: string) => ({
        result: judge(value, limits),
        value,
        message: `${value.toFixed(0)} % of ${of} used, over ${seconds} s.`,
      });
      const ofMachine = seen(machine, "the machine's processors");
      const worst =
        container !== undefined && container > machine
          ? seen(container, "the container's processors")
          : worstOf(ofMachine);
      return {
        result: worst.result,
        message: worst.message,
        value: Math.round(worst.value * 10) / 10,
        ...limits,
        target: null,
        output: { machinePercent: machine, containerPercent: container, load: loadavg() },
      };
    },
  };
};
