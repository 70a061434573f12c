import type { PipelineRun } from '@taffrail/node';
import type { ListedPerson } from '../catalogue/entries.ts';
import type { Company } from '../companies/companies.store.ts';
import type { Job } from '../jobs/jobs.store.ts';
import { handbook } from '../models/handbook.ts';
import type { Models } from '../models/models.ts';
import { inOrderOf, rankingQuestion } from '../models/read-ranking.ts';
import { tryStage } from '../models/try-stage.ts';
import type { PlanName } from '../plans/plans.ts';
import type { Tradewind } from '../tradewind.ts';

interface Ordering {
  readonly job: Job;
  readonly company: Company;
  readonly position: string;
  readonly run: PipelineRun;
  readonly signal: AbortSignal;
}

/** Whom a headhunt has found, best first; the first with a line to begin with. */
export interface RankedPerson extends ListedPerson {
  readonly rank: number | null;
  readonly opening: string | null;
}

export const headhuntStages = ['search', 'rank', 'enrich'] as const;

/** Larger customers get the larger model. */
export const headhuntModel: Readonly<Record<PlanName, string>> = {
  free: 'claude-haiku-4-5',
  starter: 'claude-haiku-4-5',
  pro: 'claude-sonnet-4-5',
  team: 'claude-opus-4-1',
};

/** Marked, so that the provider keeps it. */
const system = [{ type: 'text', text: handbook, cache_control: { type: 'ephemeral' } }] as const;

const rank = async (
  models: Models,
  { job, company, position, signal }: Ordering,
  people: readonly ListedPerson[],
): Promise<ListedPerson[]> => {
  const lines = people.map((person) => `${person.name}, ${person.position}`);
  const { content } = await models.anthropic({ session: job, route: 'headhunt' }).messages.create(
    {
      model: headhuntModel[job.plan],
      max_tokens: 256,
      system: [...system],
      messages: [
        { role: 'user', content: rankingQuestion(`a ${position} at ${company.name}`, lines) },
      ],
    },
    { signal },
  );
  const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  return inOrderOf(text, people);
};

/** Streamed: whoever waits for it sees it grow, one day. */
const writeOpening = async (
  models: Models,
  { job, company, signal }: Ordering,
  { name, position }: ListedPerson,
): Promise<string> => {
  const stream = models.anthropic({ session: job, route: 'headhunt' }).messages.stream(
    {
      model: headhuntModel[job.plan],
      max_tokens: 512,
      system: [...system],
      messages: [
        {
          role: 'user',
          content: `Write two sentences to begin a letter to ${name}, ${position} at ${company.name}. ${company.profile ?? ''}`,
        },
      ],
    },
    { signal },
  );
  return stream.finalText();
};

const unranked = (people: readonly ListedPerson[]): RankedPerson[] =>
  people.map((person) => ({ ...person, rank: null, opening: null }));

export const orderPeople = async (
  app: Pick<Tradewind, 'taffrail' | 'models'>,
  ordering: Ordering,
  people: readonly ListedPerson[],
): Promise<RankedPerson[]> => {
  const { job, run } = ordering;
  const { models, taffrail } = app;
  const leaveOut = (reason: 'nothing_found' | 'disabled'): RankedPerson[] => {
    run.skip('rank', reason);
    run.skip('enrich', reason);
    return unranked(people);
  };
  if (people.length === 0) return leaveOut('nothing_found');
  if (!models || !taffrail.guard(job, { route: 'headhunt' }).allowed) return leaveOut('disabled');
  const ranked = await tryStage(
    app,
    ordering,
    () => run.stage('rank', () => rank(models, ordering, people)),
    undefined,
  );
  const [best] = ranked ?? people;
  if (!best) return unranked(people);
  const opening = await tryStage(
    app,
    ordering,
    () => run.stage('enrich', () => writeOpening(models, ordering, best)),
    null,
  );
  return (ranked ?? people).map((person, index) => ({
    ...person,
    rank: ranked ? index + 1 : null,
    opening: index === 0 ? opening : null,
  }));
};
