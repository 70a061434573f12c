import { createSweep } from '../members/sweep-members.ts';
import { bill } from '../plans/bill.ts';
import type { Tradewind } from '../tradewind.ts';

const everyMs = 60_000;

/** Sees now and every minute, one time after the other, to what nobody asks for but time. */
export const startTimers = (app: Tradewind): { stop(): Promise<void> } => {
  const duties = { billing: bill, housekeeping: createSweep() };
  const seeTo = async (): Promise<void> => {
    for (const [source, duty] of Object.entries(duties))
      await duty(app).catch((error: unknown) =>
        app.taffrail.log(null, { level: 'error', source, error }),
      );
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
