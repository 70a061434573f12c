import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * Whether an expression that somebody wrote is found in text from outside: in a thread of its own,
 * for no expression may hold the process up, however long it tries.
 *
 * @throws when the signal aborts before it is known
 */
export const matchText = async (
  pattern: string,
  text: string,
  signal: AbortSignal,
): Promise<boolean> => {
  signal.throwIfAborted();
  const worker = new Worker(new URL('match-text.worker.ts', import.meta.url), {
    workerData: { pattern, text },
    resourceLimits: { maxOldGenerationSizeMb: 32 },
  });
  try {
    const [found] = await once(worker, 'message', { signal });
    return found === true;
  } finally {
    await worker.terminate();
  }
};
