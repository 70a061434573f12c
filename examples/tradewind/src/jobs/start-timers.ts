import { bill } from '../plans/bill.ts';
import type { Tradewind } from '../tradewind.ts';
import { createPing, type Heartbeats } from './heartbeats.ts';
import { createHousekeeping } from './keep-house.ts';

const everyMs = 60_000;
/** Now, and every so many times. */
const pingEvery = 5;

/** Sees now and every minute, one time after the other, to what nobody asks for but time. */
export const startTimers = (
  app: Tradewind,
  heartbeats: Heartbeats = {},
): { stop(): Promise<void> } => {
  const duties = {
    billing: bill,
    housekeeping: createHousekeeping(createPing(heartbeats.nightly)),
  };
  const ping = createPing(heartbeats.timers);
  let times = 0;
  const seeTo = async (): Promise<void> => {
    for (const [source, duty] of Object.entries(duties))
      await duty(app).catch((error: unknown) =>
        app.taffrail.log(null, { level: 'error', source, error }),
      );
    if (times % pingEvery === 0) await ping();
    times += 1;
  };
  let running = seeTo();
  const timer = setInterval(() => {
    running = running.then(seeTo);
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
};
