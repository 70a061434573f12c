import type { TypedField } from '../lib/filter-text.ts';
import type { Suggestion } from './suggestion.ts';

/** A field that a list can be filtered by. */
export interface FilterField extends TypedField {
  readonly title: string;
  /** One value at a time. */
  readonly one?: boolean;
  /** Whether a value may be none of the suggestions. */
  readonly free?: boolean;
  readonly placeholder?: string;
  /** What matches the typed text, from memory (`matching`) or from the server. */
  readonly suggest?: (
    typed: string,
    signal: AbortSignal,
  ) => readonly Suggestion[] | Promise<readonly Suggestion[]>;
  /** The words for a value in its chip. */
  readonly describe?: (value: string) => string;
  /** How a value is typed, where that is not the value: the name of an id. `resolve` reads it. */
  readonly write?: (value: string) => string;
  /** False for one that can be read but is not offered to choose. */
  readonly offered?: boolean;
  /** The value that was meant by what was typed: the id of a name. */
  readonly resolve?: (typed: string) => Promise<{ value: string } | { problem: string }>;
}
