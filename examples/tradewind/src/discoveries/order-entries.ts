import type { PipelineRun, Session } from '@taffrail/node';
import { cosineSimilarity, embedMany, generateText } from 'ai';
import type { Entry } from '../catalogue/entries.ts';
import type { Job } from '../jobs/jobs.store.ts';
import { handbook } from '../models/handbook.ts';
import type { Models } from '../models/models.ts';
import { inOrderOf, rankingQuestion } from '../models/read-ranking.ts';
import { tryStage } from '../models/try-stage.ts';
import type { PlanName } from '../plans/plans.ts';
import type { Tradewind } from '../tradewind.ts';
import type { Discovery } from './discoveries.store.ts';

interface Ordering {
  readonly job: Job;
  readonly discovery: Discovery;
  readonly run: PipelineRun;
  readonly signal: AbortSignal;
}

export const discoveryStages = ['search', 'match', 'rank'] as const;

/** Larger customers get the larger model. */
export const rankingModel: Readonly<Record<PlanName, string>> = {
  free: 'gpt-5-nano',
  starter: 'gpt-5-mini',
  pro: 'gpt-4.1',
  team: 'gpt-5.2-pro',
};

const describe = ({ name, industry, country, website }: Entry): string =>
  `${name}, ${industry}, ${country}, ${website}`;

const wantedBy = ({ keyword, industry, country }: Discovery): string =>
  `importers of ${keyword} (${industry}) in ${country}`;

/** By how near each company is to the search, as vectors have it. */
const match = async (
  models: Models,
  session: Session,
  { discovery, signal }: Ordering,
  entries: readonly Entry[],
): Promise<Entry[]> => {
  const { embeddings } = await embedMany({
    model: models.embedding({ session, route: 'discovery' }),
    values: [wantedBy(discovery), ...entries.map(describe)],
    abortSignal: signal,
    maxRetries: 1,
  });
  const [wanted = [], ...vectors] = embeddings;
  return entries
    .map((entry, index) => ({ entry, nearness: cosineSimilarity(wanted, vectors[index] ?? []) }))
    .toSorted((a, b) => b.nearness - a.nearness)
    .map(({ entry }) => entry);
};

const rank = async (
  models: Models,
  session: Session,
  { discovery, job, signal }: Ordering,
  entries: readonly Entry[],
): Promise<Entry[]> => {
  const { text } = await generateText({
    model: models.language(rankingModel[job.plan], { session, route: 'discovery' }),
    instructions: handbook,
    prompt: rankingQuestion(wantedBy(discovery), entries.map(describe)),
    abortSignal: signal,
    maxRetries: 1,
  });
  return inOrderOf(text, entries);
};

/** What was found, best first; undefined when nobody ranked it, for want of results, money or luck. */
export const orderEntries = async (
  app: Pick<Tradewind, 'taffrail' | 'models'>,
  ordering: Ordering,
  entries: readonly Entry[],
): Promise<Entry[] | undefined> => {
  const { job, run } = ordering;
  const { models, taffrail } = app;
  const leaveOut = (reason: 'nothing_found' | 'disabled'): undefined => {
    run.skip('match', reason);
    run.skip('rank', reason);
  };
  if (entries.length === 0) return leaveOut('nothing_found');
  if (!models || !taffrail.guard(job, { route: 'discovery' }).allowed) return leaveOut('disabled');
  const matched = await tryStage(
    app,
    ordering,
    () => run.stage('match', () => match(models, job, ordering, entries)),
    entries,
  );
  return tryStage(
    app,
    ordering,
    () => run.stage('rank', () => rank(models, job, ordering, matched)),
    undefined,
  );
};
