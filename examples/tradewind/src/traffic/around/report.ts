/** Systems that stand around Tradewind and report to Taffrail by themselves. */
export type Reporter = 'stripe' | 'loadTests' | 'autofix' | 'alertmanager' | 'sentry' | 'github';

/** What one of them sends. Each has an id of its own in it: sent again, it changes nothing. */
export interface Report {
  readonly by: Reporter;
  /** When it happened; epoch milliseconds. */
  readonly at: number;
  /** From then on it is not told any more: an alert that is over wakes nobody. */
  readonly outdatedAt?: number;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: unknown;
}
