import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';

const { pattern, text } = z.object({ pattern: z.string(), text: z.string() }).parse(workerData);

parentPort?.postMessage(new RegExp(pattern, 'u').test(text));
