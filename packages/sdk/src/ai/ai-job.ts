import { AsyncLocalStorage } from 'node:async_hooks';
import type { Telling } from '../record/telling.ts';
import type { AiCall, AiJob } from './ai-call.ts';
import { openJob, type OpenJob } from './open-job.ts';
import { watchResult } from './watch-result.ts';

/** The call that is around what runs now. */
const around = new AsyncLocalStorage<OpenJob>();

/** For the recorders: a call of theirs takes the place of one that is around it. */
export function startJob(call: AiCall, telling: Telling): OpenJob {
  around.getStore()?.yieldToInner();
  return openJob(call, telling);
}

/**
 * Records a call of a model: how long it took, what it used, how it ended.
 *
 *     const answer = await taffrail.aiJob(
 *       { provider: 'openai', model: 'gpt-4.1-mini', route: 'discovery', session },
 *       async (job) => {
 *         const answer = await ask();
 *         job.usage({ inputTokens: answer.tokensIn, outputTokens: answer.tokensOut });
 *         return answer;
 *       },
 *     );
 *
 * What `run` gives is given back as it is, what it throws is thrown as it is. Results and streams of
 * the OpenAI and Anthropic clients, and results of the Vercel AI SDK, tell their usage themselves. A
 * call that holds another recorded one is not told: the innermost counts.
 */
export interface RunAiJob {
  <Result>(call: AiCall, run: (job: AiJob) => Result): Result;
}

export const createAiJob =
  (telling: Telling): RunAiJob =>
  (call, run) => {
    const job = startJob(call, telling);
    let result;
    try {
      result = around.run(job, run, job.handle);
    } catch (error) {
      job.fail(error);
      throw error;
    }
    return watchResult(result, job);
  };
