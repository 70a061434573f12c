import type { RecentCheckRun } from '@taffrail/contract';

export interface RunsOfCheck {
  readonly checkId: string;
  readonly name: string;
  readonly latest: RecentCheckRun;
  /** Oldest first. */
  readonly runs: readonly RecentCheckRun[];
}

const ranks = { critical: 0, warning: 1, unknown: 2, ok: 3 } as const;

/** Runs that come newest first, by their check: what is wrong first, then by name. */
export const groupByCheck = (newestFirst: readonly RecentCheckRun[]): RunsOfCheck[] =>
  [...Map.groupBy(newestFirst, ({ checkId }) => checkId).values()]
    .flatMap((runs): RunsOfCheck[] => {
      const [latest] = runs;
      if (!latest) return [];
      return [{ checkId: latest.checkId, name: latest.name, latest, runs: runs.toReversed() }];
    })
    .sort(
      (a, b) =>
        ranks[a.latest.result] - ranks[b.latest.result] || a.name.localeCompare(b.name, 'en'),
    );
