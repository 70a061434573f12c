import { timestamp } from '../record/record-line.ts';
import { cutText, isShare, requiredText, type Telling } from '../record/telling.ts';

export interface ScoreOptions {
  /** Who or what judged: `people`, `golden set`. 100 characters. */
  name?: string | undefined;
}

/**
 * Says how right a stage was in a run, from 0 to 1, once that is known: when a user kept what it had
 * found, say. The latest counts.
 */
export interface Score {
  (runId: string, stage: string, value: number, options?: ScoreOptions): void;
}

export const createScore =
  ({ ports, makeId, tell }: Telling): Score =>
  (runId, stage, value, options) =>
    tell(() => {
      if (!isShare(value)) throw new RangeError('a score is between 0 and 1');
      const at = ports.now();
      return JSON.stringify({
        kind: 'score',
        id: makeId(at),
        runId: requiredText(runId, 'runId', 200),
        stage: requiredText(stage, 'stage', 100),
        value,
        name: cutText(options?.name, 100),
        createdAt: timestamp(at),
      });
    });
