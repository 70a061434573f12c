import type { CheckConfig, CheckKind } from '@taffrail/contract';
import { budgetMs, type Checker, type Finding, type LookContext } from './checker.ts';
import { createCpuChecker } from './cpu.ts';
import { disk } from './disk.ts';
import { heartbeat } from './heartbeat.ts';
import { http } from './http.ts';
import { memory } from './memory.ts';
import { postgres } from './postgres.ts';

type Checkers = { readonly [Kind in CheckKind]: Checker<Kind> };

/** One for each kind, in a process: what they measure between two looks they remember. */
const checkers: Checkers = {
  http,
  heartbeat,
  postgres,
  cpu: createCpuChecker(),
  memory,
  disk,
};

const lookAs = <Kind extends CheckKind>(
  kind: Kind,
  config: Extract<CheckConfig, { kind: Kind }>,
  context: LookContext,
): Promise<Finding> => checkers[kind].look(config, context);

const unknown = (message: string): Finding => ({
  result: 'unknown',
  message,
  value: null,
  warningAt: null,
  criticalAt: null,
  target: null,
  output: {},
});

/** What may be told of an error that nobody foresaw: the machine's own words hold no secrets. */
const wordsOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? `It could not be found out (${error.code}).`
    : 'It could not be found out.';

/**
 * Looks, within the budget of a check and no longer. Never rejects: what fails is `unknown`.
 *
 * @param stop ends it early
 */
export const look = async (
  config: CheckConfig,
  context: Omit<LookContext, 'signal'>,
  stop?: AbortSignal,
): Promise<Finding> => {
  const ending = new AbortController();
  const budget = AbortSignal.timeout(budgetMs);
  const signal = AbortSignal.any([budget, ending.signal, ...(stop ? [stop] : [])]);
  const late = new Promise<Finding>((resolve) => {
    // After those that heed the signal by themselves, and say more.
    const give = (): void =>
      void setTimeout(() => resolve(unknown('It took longer than 5 seconds.')), 250).unref();
    signal.addEventListener('abort', give, { once: true });
  });
  const looking = lookAs(config.kind, config as never, { ...context, signal }).catch(
    (error: unknown): Finding =>
      unknown(signal.aborted ? 'It took longer than 5 seconds.' : wordsOf(error)),
  );
  try {
    return await Promise.race([looking, late]);
  } finally {
    ending.abort();
  }
};
