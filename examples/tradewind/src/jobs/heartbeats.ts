/** Tells Taffrail that something ran by itself. Without an address it is silent; it never throws. */
export type Ping = (what?: 'start' | 'fail') => Promise<void>;

export const createPing =
  (address: string | undefined): Ping =>
  async (what) => {
    if (address === undefined) return;
    const url = what === undefined ? address : `${address}/${what}`;
    const signal = AbortSignal.timeout(10_000);
    // Taffrail may be away; that it was not told then is what it will say.
    const response = await fetch(url, { method: 'POST', signal }).catch(() => undefined);
    await response?.body?.cancel();
  };

/** Addresses of heartbeats. */
export interface Heartbeats {
  /** Of the timers, every five minutes. */
  readonly timers?: string | undefined;
  /** Of what tidies up at four in the morning. */
  readonly nightly?: string | undefined;
}
