import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Measured } from '../../figures.ts';
import { round } from '../../statistics.ts';
import type { PairName } from './calls.ts';
import type { PairReport } from './wrappers-subject.ts';

interface Started<Told> {
  readonly child: ChildProcess;
  readonly told: Told;
}

const start = async <Told>(file: string, args: readonly string[]): Promise<Started<Told>> => {
  const child = fork(new URL(file, import.meta.url), [...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [told] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${file} ended with ${code} before it reported.`);
    }),
  ]);
  return { child, told: told as Told };
};

const notOfModels: ReadonlySet<string> = new Set(['guard', 'pipeline of three stages']);

/** What each recorder adds to a call whose answer is there at once; the sink is another process. */
export const measureWrappers = async (): Promise<Measured> => {
  const sink = await start<string>('../sink.ts', []);
  try {
    const { told } = await start<Record<PairName, PairReport>>('./wrappers-subject.ts', [
      sink.told,
    ]);
    for (const [name, { bareUs, addedUs }] of Object.entries(told))
      console.log(`    ${name}: ${round(addedUs, 1)} µs of CPU more than ${round(bareUs, 1)} µs`);
    const ofModels = Object.entries(told).filter(([name]) => !notOfModels.has(name));
    const most = (isStreamed: boolean): number =>
      Math.max(
        ...ofModels
          .filter(([name]) => name.endsWith('stream') === isStreamed)
          .map(([, { addedUs }]) => addedUs),
      );
    return {
      recorderAddedUs: round(most(false), 1),
      recorderStreamAddedUs: round(most(true), 1),
      pipelineAddedUs: round(told['pipeline of three stages'].addedUs, 1),
      guardUs: round(told.guard.addedUs, 2),
    };
  } finally {
    sink.child.kill();
  }
};
