import type { AlertRunState } from '@taffrail/contract';
import type { Control } from '../engine/control.store.ts';

const stateWords: Readonly<Record<AlertRunState, (stage: string) => string>> = {
  pending: () => 'waits to begin',
  running: (stage) => `is at ${stage}`,
  retrying: (stage) => `waits to try ${stage} again`,
  succeeded: () => 'has succeeded',
  failed: (stage) => `has failed at ${stage}`,
};

const steps = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** `5 s ago` */
const ago = (at: Date, now: Date): string => {
  const seconds = Math.floor((now.getTime() - at.getTime()) / 1_000);
  const step = steps.find(([, size]) => seconds >= size);
  return step ? `${Math.floor(seconds / step[1])} ${step[0]} ago` : 'just now';
};

/** What happened since somebody looked: who did what when, and how the run is now. */
export const changedMeanwhile = ({ progress, lastAct }: Control, now: Date): string => {
  const isNow = `The run ${stateWords[progress.state](progress.stage)} now.`;
  if (!lastAct) return `It went on meanwhile. ${isNow}`;
  const deed = lastAct.act === 'retry' ? 'marked it for retry' : 'marked it as failed';
  return `${lastAct.by} ${deed} ${ago(lastAct.at, now)}. ${isNow}`;
};
