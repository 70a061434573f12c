import { createChance, type Chance } from '../../chance.ts';
import { describeSubscription, type Subscription } from '../../plans/subscription.ts';
import { idAt, traceId } from '../ids.ts';
import { pages, pollEveryMs, pollRoute } from '../visits/pages.ts';
import type { Step, Visit } from '../visits/step.ts';
import { accounts } from './effects/accounts.ts';
import { asking } from './effects/asking.ts';
import { noteOfAnswer, type Note } from './effects/notes.ts';
import { research } from './effects/research.ts';
import { selling } from './effects/selling.ts';
import { subscribing } from './effects/subscribing.ts';
import type { PastRecord } from './past-record.ts';
import { responseTime } from './response-time.ts';
import {
  timeOf,
  type About,
  type Answer,
  type Effects,
  type PastProduct,
  type Scene,
} from './scene.ts';
import type { Stretch } from './stretches.ts';

const effects: Effects<Step['do']> = {
  ...research,
  ...selling,
  ...accounts,
  ...subscribing,
  ...asking,
};

/** One of so many requests is told of and stands for all: a million lines would say no more. */
export const sampledRequests = 5;

/** The scene of one step, and what is to be told of it. */
const openScene = (
  product: PastProduct,
  visit: Visit,
  moment: { readonly at: number; readonly chance: Chance; readonly seed: string },
  tell: (at: number, record: () => PastRecord) => void,
): Scene => {
  const { at, chance } = moment;
  const { customer, person, id: sessionId } = visit;
  const trace = traceId(chance);
  const log = (action: string, about: About = {}): void => {
    const { resourceType, resourceId, metadata, doneAt, by = { person, at: doneAt ?? at } } = about;
    // What a job logs has no request to take these from.
    const isByJob = doneAt !== undefined;
    const id = about.id ?? idAt(chance, by.at);
    tell(by.at, () => ({
      kind: 'activity',
      id,
      organizationId: customer.id,
      userId: by.person.id,
      action,
      resourceType,
      resourceId,
      metadata,
      ipAddress: isByJob ? undefined : by.person.ipAddress,
      userAgent: isByJob ? undefined : by.person.userAgent,
      traceId: trace,
      sessionId,
      createdAt: timeOf(by.at),
    }));
  };
  const request = (route: string, statusCode: number, afterMs = 0, tookMs = 0): void => {
    // As the SDK does: what failed is never left out.
    const failed = statusCode >= 500;
    if (!failed && !chance.happens(1 / sampledRequests)) return;
    const [method = '', endpoint = ''] = route.split(' ');
    const doneAt = at + afterMs;
    const id = idAt(chance, doneAt);
    const responseTimeMs = Math.round((tookMs + responseTime(chance, route)) * 1_000) / 1_000;
    tell(doneAt, () => ({
      kind: 'api_request',
      id,
      endpoint,
      method,
      statusCode,
      responseTimeMs,
      organizationId: customer.id,
      userId: person.id,
      traceId: trace,
      count: failed ? 1 : sampledRequests,
      createdAt: timeOf(doneAt),
    }));
  };
  const subscribe = (subscription: Subscription): void => {
    if (customer.terms.paysBy === 'card') return;
    tell(at, () => ({
      kind: 'subscription',
      ...describeSubscription(subscription, new Date(at)),
    }));
  };
  const note = ({ doneAt = at, level, message, source, thrown, context }: Note): void => {
    // By chance of its own: what is said of something decides nothing.
    const id = idAt(createChance(moment.seed, 'note', sessionId, doneAt, source, level), doneAt);
    tell(doneAt, () => ({
      kind: 'log',
      id,
      level,
      message,
      source,
      errorType: thrown?.errorType,
      stack: thrown?.stack,
      context,
      organizationId: customer.id,
      userId: person.id,
      traceId: trace,
      sessionId,
      createdAt: timeOf(doneAt),
    }));
  };
  return {
    product,
    person,
    ...moment,
    sessionId,
    traceId: trace,
    log,
    subscribe,
    note,
    tell,
    request,
  };
};

const playStep = (scene: Scene, step: Step): void => {
  const { before, asks, after } = pages[step.do];
  for (const route of before) scene.request(route, 200);
  // The name of the step decides which of its kind it is; the compiler cannot follow that.
  const effect = effects[step.do] as (scene: Scene, step: Step) => Answer;
  const answer = effect(scene, step);
  if (!asks || answer === 'nothing') return;
  const [route, usual] = asks;
  const status = answer?.status ?? usual;
  scene.request(route, status, 0, answer?.tookMs);
  const said = noteOfAnswer(route, status);
  if (said) scene.note(said);
  if (status === usual) for (const next of after) scene.request(next, 200, 40);
};

interface Play {
  readonly seed: string;
  /** Steps from then on are left out. */
  readonly until: number;
  /** What is not within it is only lived through. */
  readonly told: Stretch | undefined;
}

/** What one visit of the past changed, and what was told of it. */
export const playVisit = (
  product: PastProduct,
  visit: Visit,
  { seed, until, told }: Play,
): PastRecord[] => {
  const records: PastRecord[] = [];
  const tell = (at: number, record: () => PastRecord): void => {
    if (told && at >= told.from && at < told.until) records.push(record());
  };
  const chance = createChance(seed, 'outcome', visit.id);
  let { at } = visit;
  for (const { afterMs, step } of visit.steps) {
    at += afterMs;
    if (at >= until) break;
    const scene = openScene(product, visit, { at, chance, seed }, tell);
    for (let pause = afterMs - pollEveryMs; pause > 0; pause -= pollEveryMs)
      scene.request(pollRoute, 200, -pause);
    playStep(scene, step);
  }
  return records;
};
