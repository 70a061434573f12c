/** A value of a dimension, as it is counted. */
export interface CountedTerm {
  readonly dimension: string;
  /** Empty for what is beyond the terms that are told apart. */
  readonly value: string;
  readonly label: string;
}
