import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';

const { pattern, text } = z.object({ pattern: z.string(), text: z.string() }).parse(workerData);

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(new RegExp(pattern, 'u').test(text));
