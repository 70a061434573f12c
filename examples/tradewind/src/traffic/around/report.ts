/** Systems that stand around Tradewind and report to Taffrail by themselves. */
export type Reporter = 'stripe' | 'loadTests' | 'autofix';

/** What one of them sends. Each has an id of its own in it: sent again, it changes nothing. */
export interface Report {
  readonly by: Reporter;
  /** When it happened; epoch milliseconds. */
  readonly at: number;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: unknown;
}
