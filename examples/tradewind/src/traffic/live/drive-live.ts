import { minuteMs, secondMs } from '../durations.ts';
import { visitsBetween } from '../visits/plan-visits.ts';
import type { Visit } from '../visits/step.ts';
import { createWorld } from '../world/create-world.ts';
import type { Customer } from '../world/customer.ts';
import type { Clock } from '../clock.ts';
import { createLimiter } from './limiter.ts';
import { runVisit, stepsLeft } from './run-visit.ts';
import type { SendRequest } from './send-request.ts';
import type { Live } from './tab.ts';

export interface LiveOptions {
  readonly seed: string;
  readonly beginsAt: number;
  readonly established?: number | undefined;
  readonly send: SendRequest;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly limits: LiveLimits;
  /** Whose past is not in the tables yet has to wait. */
  readonly isSettled: (customer: Customer) => boolean;
  /** Of a visit that went wrong in a way that no visitor is to blame for. */
  readonly report: (error: unknown) => void;
}

export interface LiveLimits {
  /** Who comes while so many are there goes away again. */
  readonly visitsAtOnce: number;
  readonly requestsPerSecond: number;
}

/** Fits a busy Monday morning, and spares the machine that a demo runs on. */
export const usualLimits: LiveLimits = { visitsAtOnce: 60, requestsPerSecond: 12 };

/** So far ahead it is known who comes. */
const stretchMs = 15 * minuteMs;
/** Hardly a visit takes longer. */
const visitMs = 30 * minuteMs;

const planStretch = (
  { seed, beginsAt, established }: LiveOptions,
  from: number,
  until: number,
): Visit[] =>
  createWorld({ seed, beginsAt, until, established })
    .customers.flatMap((customer) => visitsBetween(seed, customer, from, until))
    .sort((a, b) => a.at - b.at);

/**
 * Lets customers come as their rhythm has it, until the signal is given. It begins with those whose
 * visit is under way, so that something happens at once.
 */
export const driveLive = async (options: LiveOptions): Promise<void> => {
  const { send, clock, signal, limits, isSettled, report } = options;
  const limiter = createLimiter(limits.requestsPerSecond, clock);
  const live: Live = { send, limiter, clock, signal, tokens: new Map() };
  const running = new Set<Promise<void>>();

  const come = async (visit: Visit): Promise<void> => {
    while (!isSettled(visit.customer)) await clock.sleep(secondMs, signal);
    await runVisit(live, { ...visit, steps: stepsLeft(visit, clock.now()) });
  };

  const begin = (visit: Visit): void => {
    const isOver = stepsLeft(visit, clock.now()).length === 0;
    if (isOver || running.size >= limits.visitsAtOnce) return;
    const ended = come(visit)
      .catch((error: unknown) => {
        if (!signal.aborted) report(error);
      })
      .finally(() => running.delete(ended));
    running.add(ended);
  };

  try {
    const now = clock.now();
    for (const visit of planStretch(options, now - visitMs, now)) begin(visit);
    for (let from = now; !signal.aborted; from = Math.max(from + stretchMs, clock.now())) {
      for (const visit of planStretch(options, from, from + stretchMs)) {
        await clock.sleep(visit.at - clock.now(), signal);
        begin(visit);
      }
      await clock.sleep(from + stretchMs - clock.now(), signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  await Promise.all(running);
};
