import { createChance } from '../../../chance.ts';
import { dayMs, hourMs, minuteMs } from '../../durations.ts';
import { weekdayOf } from '../../visits/local-time.ts';
import type { World } from '../../world/customer.ts';

/** How a week's run went: `slow` is a regression, in `failing` the catalogue was out. */
export type Course = 'good' | 'slow' | 'failing';

export interface WeeklyRun {
  /** Of the run, the same whenever it is told. */
  readonly id: string;
  readonly startedAt: number;
  readonly course: Course;
}

/** How long a run takes, and a moment for the report. */
export const runMs = 5 * minuteMs;

/** The last Sunday before the world began comes first: the slow one was mended, the failing mended itself. */
const pastCourses: readonly Course[] = [
  'good',
  'failing',
  'good',
  'slow',
  'good',
  'good',
  'good',
  'good',
];

const weekMs = 7 * dayMs;

/** On Sundays at three in the morning, up to a moment. */
export const weeklyRuns = ({ seed, beginsAt }: World, until: number): readonly WeeklyRun[] => {
  const begun = Math.floor((beginsAt - 3 * hourMs - 2 * runMs) / dayMs);
  const lastBefore = (begun - weekdayOf(begun)) * dayMs + 3 * hourMs;
  const runs: WeeklyRun[] = [];
  for (let week = 1 - pastCourses.length; ; week += 1) {
    const at = lastBefore + week * weekMs;
    if (at > until) return runs;
    const day = new Date(at).toISOString().slice(0, 10);
    const chance = createChance(seed, 'weekly run', day);
    const drawn = chance.weighted<Course>({ good: 8, slow: 1, failing: 1 });
    const startedAt = at + chance.integer(0, 4_000);
    runs.push({ id: `weekly-${day}`, startedAt, course: pastCourses[-week] ?? drawn });
  }
};
