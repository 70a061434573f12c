/** Records since the client was made, ledger records included; `requests` and `retries` are requests. */
export interface Counters {
  sent: number;
  accepted: number;
  rejected: number;
  dropped: number;
  requests: number;
  retries: number;
}

export const createCounters = (): Counters => ({
  sent: 0,
  accepted: 0,
  rejected: 0,
  dropped: 0,
  requests: 0,
  retries: 0,
});
