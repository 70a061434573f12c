import { secondMs } from '../durations.ts';
import { pages, pollEveryMs, pollRoute } from '../visits/pages.ts';
import type { Step, Visit } from '../visits/step.ts';
import { acts } from './acts.ts';
import { detours } from './detours.ts';
import { nounOf, openTab, type Ask, type Live, type Tab } from './tab.ts';

/** A page that waits for a job asks again after this. */
const askAgainMs = 2 * secondMs;

const takeStep = async (live: Live, tab: Tab, step: Step): Promise<void> => {
  const { before, asks, after } = pages[step.do];
  for (const route of before) await tab.load(route);
  // The name of the step decides which of its kind it is; the compiler cannot follow that.
  const act = acts[step.do] as ((tab: Tab, step: Step, now: number) => Ask | undefined) | undefined;
  const asked = act?.(tab, step, live.clock.now());
  if (asks && asked === undefined) return;
  if (asks && asked) await askFor(tab, asks, asked, after);
  const detour = detours[step.do] as
    | ((tab: Tab, step: Step, live: Live) => Promise<void>)
    | undefined;
  await detour?.(tab, step, live);
};

const askFor = async (
  tab: Tab,
  [route, usual]: readonly [string, number],
  asked: Ask,
  after: readonly string[],
): Promise<void> => {
  const { status, body } = await tab.ask(route, asked);
  if (status !== usual) return;
  if (typeof body['id'] === 'string') tab.open.set(nounOf(route), body['id']);
  tab.done = body;
  for (const [index, next] of after.entries()) {
    if (next === after[index - 1]) await tab.wait(askAgainMs);
    await tab.load(next);
  }
};

/** Looks into the job list now and then while its owner reads. */
const read = async (tab: Tab, ms: number): Promise<void> => {
  let left = ms;
  for (; left > pollEveryMs; left -= pollEveryMs) {
    await tab.wait(pollEveryMs);
    await tab.load(pollRoute);
  }
  await tab.wait(left);
};

/** Steps for which nobody has to be signed in. */
const isAtTheDoor = (step: Step): boolean =>
  step.do === 'signUp' ||
  step.do === 'signIn' ||
  (step.do === 'slip' && step.kind === 'wrongPassword');

/**
 * Signs in unless somebody is. An owner whose sign-up fell into a time when nobody drove the
 * traffic signs up now; a colleague whose invitation did cannot come.
 */
const enter = async (live: Live, tab: Tab, { person, customer }: Visit): Promise<boolean> => {
  const isIn = (): boolean => live.tokens.has(person.id);
  if (!isIn()) await takeStep(live, tab, { do: 'signIn' });
  if (!isIn() && person === customer.owner && !customer.isEstablished)
    await takeStep(live, tab, { do: 'signUp' });
  return isIn();
};

/** How late a step may be and still be taken. */
const patienceMs = 5 * secondMs;

/** What of a visit is still to come: it may be under way, or the machine may have slept. */
export const stepsLeft = ({ at, steps }: Visit, now: number): Visit['steps'] => {
  let dueAt = at;
  const due = steps.map(({ afterMs, step }) => ({ dueAt: (dueAt += afterMs), afterMs, step }));
  const left = due.filter((step) => step.dueAt > now - patienceMs);
  return left.map(({ afterMs, step, dueAt: firstAt }, index) => ({
    afterMs: index === 0 ? Math.max(0, firstAt - now) : afterMs,
    step,
  }));
};

/** Drives one visit through the API, step by step, with time to read in between. */
export const runVisit = async (live: Live, visit: Visit): Promise<void> => {
  const tab = openTab(live, visit);
  for (const [index, { afterMs, step }] of visit.steps.entries()) {
    await (index === 0 ? tab.wait(afterMs) : read(tab, afterMs));
    tab.turnPage();
    if (!isAtTheDoor(step) && !(await enter(live, tab, visit))) return;
    await takeStep(live, tab, step);
  }
};
