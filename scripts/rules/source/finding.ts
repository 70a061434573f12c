/** A place that breaks a rule of the house, and what to do about it. */
export interface Finding {
  readonly file: string;
  /** From 1; absent where the file as a whole is meant. */
  readonly line?: number;
  readonly rule: string;
  readonly problem: string;
  readonly fix: string;
}

export const formatFinding = ({ file, line, rule, problem, fix }: Finding): string =>
  `${file}${line === undefined ? '' : `:${line}`}  [${rule}] ${problem} → ${fix}`;
