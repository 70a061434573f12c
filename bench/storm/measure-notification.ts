import { setTimeout as sleep } from 'node:timers/promises';
import { startConsole } from '../console-process.ts';
import { treeCpuSeconds } from '../process-tree.ts';
import { quantile, round } from '../statistics.ts';
import { addChannel, addCheck, checkedHost, connectSources, tell } from './alert-world.ts';
import { startReceiver } from './receiver.ts';

const perSecond = 20;
const seconds = 60;
const warmUp = 2 * perSecond;
const arrivedWithinMs = 180_000;

/**
 * From the request of a webhook to the message that a receiver on this machine gets, each of an
 * incident of its own, after a check by HTTP, nothing throttled. Gives the 99th percentile.
 */
export const measureNotification = async (): Promise<number> => {
  const running = await startConsole();
  const receiver = await startReceiver();
  const checked = await startReceiver();
  try {
    await addChannel(running, receiver.url, null);
    await addCheck(running, checked.url);
    const [url = ''] = await connectSources(running, 1);
    const sentAtMs: number[] = [];
    const told: Promise<number>[] = [];
    const before = await treeCpuSeconds(running.pid);
    const startedAt = performance.now();
    const count = warmUp + perSecond * seconds;
    for (let index = 0; index < count; index += 1) {
      const dueMs = (index * 1_000) / perSecond - (performance.now() - startedAt);
      if (dueMs > 1) await sleep(dueMs);
      sentAtMs.push(performance.now());
      const name = `Latency${index}.`;
      const alert = { name, group: String(index), service: `service-${index}`, host: checkedHost };
      const one = tell(url, alert);
      // Whoever waits for all hears of it; it must not end the process before.
      one.catch(() => undefined);
      told.push(one);
    }
    await Promise.all(told);
    const until = Date.now() + arrivedWithinMs;
    while (receiver.received.length < count && Date.now() < until) await sleep(50);
    if (receiver.received.length !== count)
      throw new Error(`${receiver.received.length} messages came, not ${count}.`);
    if (checked.received.length < count)
      throw new Error(`The check was made ${checked.received.length} times, not ${count}.`);
    const after = await treeCpuSeconds(running.pid);
    const cpuMs = (part: 'rest' | 'postgres'): number =>
      round(((after[part] - before[part]) * 1_000) / count, 1);
    const arrivedAtMs = new Map<number, number>();
    for (const { body, atMs } of receiver.received) {
      const index = Number(/Latency(\d+)\./.exec(body)?.[1]);
      if (!arrivedAtMs.has(index)) arrivedAtMs.set(index, atMs);
    }
    const took = sentAtMs
      .map((sentMs, index) => (arrivedAtMs.get(index) ?? Number.POSITIVE_INFINITY) - sentMs)
      .slice(warmUp);
    console.log(
      `    ${took.length} notifications: p50 ${round(quantile(took, 0.5), 0)} ms, p95 ${round(quantile(took, 0.95), 0)} ms, p99 ${round(quantile(took, 0.99), 0)} ms, largest ${round(quantile(took, 1), 0)} ms; CPU of each: console ${cpuMs('rest')} ms, PostgreSQL ${cpuMs('postgres')} ms`,
    );
    return round(quantile(took, 0.99), 0);
  } finally {
    await receiver.stop();
    await checked.stop();
    await running.stop();
  }
};
