export interface Suggestion {
  readonly value: string;
  /** What is shown, where it is not the value. */
  readonly label?: string | undefined;
  readonly hint?: string | undefined;
  /** The heading that it stands under. */
  readonly group?: string | undefined;
}

/** The suggestions in memory that contain the typed text. */
export const matching = (all: readonly Suggestion[], typed: string): readonly Suggestion[] => {
  const text = typed.trim().toLowerCase();
  return all.filter(({ value, label = '', hint = '' }) =>
    `${value} ${label} ${hint}`.toLowerCase().includes(text),
  );
};
