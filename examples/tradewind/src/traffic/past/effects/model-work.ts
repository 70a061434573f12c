import { createChance } from '../../../chance.ts';
import { headhuntModel, headhuntStages } from '../../../headhunts/order-people.ts';
import { discoveryStages, rankingModel } from '../../../discoveries/order-entries.ts';
import { snapshotOf } from '../../../llm/openai/chat-completions.ts';
import { firstWordMs } from '../../../llm/plan.ts';
import { scoreOfRank } from '../../../models/score-rank.ts';
import { idAt } from '../../ids.ts';
import { timeOf, type Scene } from '../scene.ts';
import { handbookTokens, Teller, type Call, type Failure, type Search } from './teller.ts';

/** What models made of it. */
export interface ModelWork {
  /** With the search. */
  readonly durationMs: number;
  /** The place of each result; undefined where nobody ranked them. */
  readonly ranks: readonly number[] | undefined;
}

const thinks = (model: string): boolean => model.startsWith('gpt-5');

const chatCall = (
  { chance }: Teller,
  provider: string,
  model: string,
  tokens: { readonly input: number; readonly output: number },
): Call => {
  const reasoningTokens = thinks(model) ? chance.integer(1, 8) * 64 : 0;
  const firstMs = firstWordMs(model) * (0.5 + chance.waiting(0.5)) * (chance.happens(0.03) ? 6 : 1);
  return {
    provider,
    model: provider === 'openai' ? snapshotOf(model) : model,
    operation: 'chat',
    inputTokens: handbookTokens + tokens.input,
    outputTokens: tokens.output + reasoningTokens,
    reasoningTokens,
    latencyMs: firstMs + tokens.output * 6,
  };
};

const noAnswer: Failure = {
  errorType: 'AI_RetryError',
  errorMessage: 'Failed after 2 attempts. Last error: Rate limit reached.',
};
const noRanking: Failure = {
  errorType: 'RankingError',
  errorMessage: 'The model gave no ranking.',
};

/** Asks for a ranking; false when there is none. */
const rank = (teller: Teller, call: Call): boolean => {
  const isAnswered = teller.call(call);
  const isList = teller.chance.happens(0.98);
  teller.stage('rank', call.latencyMs, isAnswered ? (isList ? undefined : noRanking) : noAnswer);
  return isAnswered && isList;
};

const orderEntries = (teller: Teller, { product }: Scene, found: number): boolean => {
  const { chance } = teller;
  const latencyMs = 30 + chance.waiting(40);
  const embedding = {
    provider: 'tradewind',
    model: 'bge-m3',
    operation: 'embeddings',
    inputTokens: 14 + found * 19,
    outputTokens: 0,
    latencyMs,
  } as const;
  teller.stage('match', latencyMs, teller.call(embedding) ? undefined : noAnswer);
  const tokens = { input: 40 + found * 21, output: Math.ceil(found * 0.8) };
  return rank(teller, chatCall(teller, 'openai', rankingModel[product.plan], tokens));
};

const orderPeople = (teller: Teller, { product }: Scene, found: number): boolean => {
  const model = headhuntModel[product.plan];
  const { chance } = teller;
  const tokens = { input: 50 + found * 9, output: found * 2 };
  const isRanked = rank(teller, chatCall(teller, 'anthropic', model, tokens));
  const output = chance.integer(25, 85);
  const opening = chatCall(teller, 'anthropic', model, { input: 55, output });
  const streamed = { ...opening, timeToFirstTokenMs: Math.round(opening.latencyMs - output * 6) };
  teller.stage('enrich', streamed.latencyMs, teller.call(streamed) ? undefined : noAnswer);
  return isRanked;
};

/** What models made of a job's results, and what was told of all of it. */
export const workOnResults = (scene: Scene, search: Search): ModelWork => {
  const teller = new Teller(scene, search);
  const { kind, failure, found, tookMs } = search;
  const [, ...others] = kind === 'discovery' ? discoveryStages : headhuntStages;
  const error = failure === undefined ? undefined : { errorType: 'Problem', errorMessage: failure };
  teller.stage('search', tookMs, error);
  let isRanked = false;
  if (error) teller.leaveOut(others, { status: 'pending' });
  else if (found === 0) teller.leaveOut(others, { status: 'skipped', reason: 'nothing_found' });
  else
    isRanked =
      kind === 'discovery' ? orderEntries(teller, scene, found) : orderPeople(teller, scene, found);
  teller.end(error);
  const places = Array.from({ length: found }, (_, index) => index + 1);
  return {
    durationMs: Math.round(teller.elapsedMs),
    ranks: isRanked ? places.toSorted(() => teller.chance.next() - 0.5) : undefined,
  };
};

/** Somebody took a result: how right the ranking was that had put it where it stood. */
export const scoreResult = (
  { at, seed, tell }: Scene,
  of: Search['kind'],
  taken: { readonly id: string; readonly runId: string | null; readonly rank: number | null },
): void => {
  const { runId, rank: place } = taken;
  if (runId === null || place === null) return;
  const id = idAt(createChance(seed, 'score', taken.id), at);
  tell(at, () => ({
    kind: 'score',
    id,
    runId,
    stage: 'rank',
    value: scoreOfRank(place, of),
    name: 'people',
    createdAt: timeOf(at),
  }));
};
