import type { Clock } from '../../platform/clock.ts';
import type { Database, Transaction } from '../../platform/db/database.ts';
import { isDatabaseAway, isTransactionConflict } from '../../platform/db/failures.ts';
import { together } from '../../platform/reading/together.ts';
import { takeStep, type Step } from '../showing/show-step.ts';
import {
  enqueueBehind,
  enqueueRetry,
  lockControls,
  lockIncidentsOf,
  saveControls,
  type Control,
  type HeldControl,
  type RunPlace,
} from './control.store.ts';
import { begin, type Beginning, type Failure } from './machine.ts';

/** A run that a worker has, or what became of its stage. */
type Wanted =
  | { readonly kind: 'begin'; readonly place: RunPlace }
  | { readonly kind: 'step'; readonly control: Control; readonly step: Step };

interface Change {
  readonly wanted: Wanted;
  readonly before: Control;
  readonly step: Step;
}

export interface Transitions {
  /**
   * Takes a run up, from its beginning or from the stage at which it stood. Nothing, where it is over
   * or another of its incident is under way: that one wakes it when it ends.
   */
  readonly begin: (place: RunPlace) => Promise<Control | undefined>;
  /** Keeps a step. Answers the run as it goes on; nothing where it does not, or is not ours any more. */
  readonly take: (control: Control, step: Step) => Promise<Control | undefined>;
}

const interruption: Failure = {
  errorType: 'Interrupted',
  message: 'The process ended while the stage was under way.',
};

const toFirstStep = (control: Control, { progress, interrupted }: Beginning, now: Date): Step => {
  if (!interrupted) return { progress };
  const beganAt = control.stageBeganAt ?? now;
  const durationMs = Math.max(0, now.getTime() - beganAt.getTime());
  return {
    progress,
    ended: { result: { state: 'failed', ...interruption }, durationMs },
    failure: progress.state === 'failed' ? interruption : undefined,
  };
};

const endsHere = ({ step }: { readonly step: Step }): boolean => step.progress.state !== 'running';

/** Of runs of the same incident that come together one begins; the others wait for it. */
const toBeginnings = (
  held: readonly HeldControl[],
  wanted: readonly Wanted[],
  now: Date,
): Change[] => {
  const underWay = new Set<string>();
  return held.flatMap(({ control, isBehind }) => {
    const isUnderWay = control.progress.state === 'running';
    const beginning = begin(control.progress);
    const one = wanted.find(
      (asked) => asked.kind === 'begin' && asked.place.runId === control.runId,
    );
    if (!beginning || !one) return [];
    if (!isUnderWay && (isBehind || underWay.has(control.incidentId))) return [];
    underWay.add(control.incidentId);
    return [{ wanted: one, before: control, step: toFirstStep(control, beginning, now) }];
  });
};

/** What comes together is one transaction: each takes the lock of the figures of all pipelines. */
const writeAll = async (
  tx: Transaction,
  wanted: readonly Wanted[],
  now: Date,
): Promise<Map<Wanted, Control>> => {
  const places = wanted.flatMap((one) => (one.kind === 'begin' ? [one.place] : []));
  const steps = wanted.flatMap((one) =>
    one.kind === 'step' ? [{ wanted: one, before: one.control, step: one.step }] : [],
  );
  const ending = steps.filter(endsHere).map(({ before }) => before);
  await lockIncidentsOf(tx, [...places, ...ending]);
  const changes: Change[] = [
    ...steps,
    ...toBeginnings(await lockControls(tx, places), wanted, now),
  ];
  const saved = changes.map(({ before, step }) => takeStep(before, step, now));
  const kept = await saveControls(tx, saved, now);
  const goingOn = new Map<Wanted, Control>();
  const ended: Control[] = [];
  for (const [index, change] of changes.entries()) {
    const next = saved[index]?.control;
    if (!next || !kept.has(next.runId)) continue;
    if (!endsHere(change)) {
      goingOn.set(change.wanted, { ...next, version: next.version + 1 });
      continue;
    }
    ended.push(next);
    if (change.step.nextAttemptAt) await enqueueRetry(tx, next, change.step.nextAttemptAt);
  }
  await enqueueBehind(tx, ended, now);
  return goingOn;
};

const mostConflicts = 5;

/** What a stage did must be kept: two transactions that met are no reason to do it again. */
const insist = async <T>(save: () => Promise<T>): Promise<T> => {
  for (let conflicts = 1; ; conflicts += 1)
    try {
      return await save();
    } catch (error) {
      if (!isTransactionConflict(error) || conflicts >= mostConflicts) throw error;
    }
};

interface Stored {
  readonly db: Database;
  readonly clock: Clock;
}

type Outcome = { readonly control: Control | undefined } | { readonly error: unknown };

/** What fails together is tried apart, so that one run does not take its neighbours down. */
const settleAll = async (
  { db, clock }: Stored,
  wanted: readonly Wanted[],
): Promise<Map<Wanted, Outcome>> => {
  try {
    const goingOn = await insist(() =>
      db.transaction().execute((tx) => writeAll(tx, wanted, clock.now())),
    );
    return new Map(wanted.map((one) => [one, { control: goingOn.get(one) }]));
  } catch (error) {
    const outcomes = new Map<Wanted, Outcome>();
    for (const one of wanted) {
      const isAlone = wanted.length === 1 || isDatabaseAway(error);
      const outcome = isAlone ? { error } : (await settleAll({ db, clock }, [one])).get(one);
      outcomes.set(one, outcome ?? { error });
    }
    return outcomes;
  }
};

/** Of one process. */
export const createTransitions = (stored: Stored): Transitions => {
  const ask = together<Wanted, Outcome>(async (wanted) => {
    const outcomes = await settleAll(stored, wanted);
    return (one) => outcomes.get(one) ?? { control: undefined };
  }, 0);
  const write = async (one: Wanted): Promise<Control | undefined> => {
    const outcome = await ask(one);
    if ('error' in outcome) throw outcome.error;
    return outcome.control;
  };
  return {
    begin: (place) => write({ kind: 'begin', place }),
    take: (control, step) => write({ kind: 'step', control, step }),
  };
};
