import { comparableFrom, type ComparedProvider, type ProviderFigures } from '@taffrail/contract';

/** What is compared, which way is good, and on how many jobs each rests. */
const contests = {
  costPer1000Jobs: { better: 'lower', restsOn: ({ jobs, unpricedJobs }) => jobs - unpricedJobs },
  costPerMillionTokens: {
    better: 'lower',
    restsOn: ({ jobs, unpricedJobs }) => jobs - unpricedJobs,
  },
  p50Ms: { better: 'lower', restsOn: ({ jobs, failedJobs }) => jobs - failedJobs },
  p95Ms: { better: 'lower', restsOn: ({ jobs, failedJobs }) => jobs - failedJobs },
  firstTokenMs: { better: 'lower', restsOn: ({ streamedJobs }) => streamedJobs },
  tokensPerSecond: { better: 'higher', restsOn: ({ jobs, failedJobs }) => jobs - failedJobs },
  errorRate: { better: 'lower', restsOn: ({ jobs }) => jobs },
  accuracy: { better: 'higher', restsOn: ({ scoredJobs }) => scoredJobs },
} as const satisfies Record<
  string,
  { better: 'lower' | 'higher'; restsOn: (figures: ProviderFigures) => number }
>;

export type Contest = keyof typeof contests;

/** How many jobs a figure rests on. */
export const sampleOf = (contest: Contest, figures: ProviderFigures): number =>
  contests[contest].restsOn(figures);

/** Whether a figure rests on too few jobs to say anything of its own. */
export const isTooFew = (contest: Contest, figures: ProviderFigures): boolean =>
  sampleOf(contest, figures) < comparableFrom;

const findBestOf = (
  contest: Contest,
  items: readonly ComparedProvider[],
): ReadonlySet<ComparedProvider> => {
  const known = items.flatMap((item) => {
    const value = item.figures[contest];
    return value === null || isTooFew(contest, item.figures) ? [] : [{ item, value }];
  });
  const values = known.map(({ value }) => value);
  const best = contests[contest].better === 'lower' ? Math.min(...values) : Math.max(...values);
  const winners = known.filter(({ value }) => value === best);
  // Who runs alone wins nothing, nor do all together.
  return new Set(winners.length === known.length ? [] : winners.map(({ item }) => item));
};

/** Of each figure those that are best, among those with enough jobs to be compared. */
export const findBest = (
  items: readonly ComparedProvider[],
): Readonly<Record<Contest, ReadonlySet<ComparedProvider>>> => ({
  costPer1000Jobs: findBestOf('costPer1000Jobs', items),
  costPerMillionTokens: findBestOf('costPerMillionTokens', items),
  p50Ms: findBestOf('p50Ms', items),
  p95Ms: findBestOf('p95Ms', items),
  firstTokenMs: findBestOf('firstTokenMs', items),
  tokensPerSecond: findBestOf('tokensPerSecond', items),
  errorRate: findBestOf('errorRate', items),
  accuracy: findBestOf('accuracy', items),
});
