/** What searches are told apart by: as configured, and by organization. */
export interface Dimension {
  readonly key: string;
  readonly title: string;
  readonly rareBelow: number;
}

/** A filter as the rollups know it. */
export interface TermFilter {
  readonly dimension: string;
  readonly title: string;
  readonly value: string;
  readonly label: string;
  /** The term and those that count as it; none where nobody has searched for it. */
  readonly ids: readonly number[];
}
