/** The formula, scope and source of every figure: feeds hover, API and docs. */
export interface Metric {
  readonly title: string;
  readonly formula: string;
  readonly source: string;
  /** Which way is good; `neither` where a change says nothing by itself. */
  readonly better: 'higher' | 'lower' | 'neither';
  readonly unit: 'count' | 'ratio' | 'milliseconds' | 'points' | 'usd' | 'money';
}
