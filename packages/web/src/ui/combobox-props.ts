import type { Suggestion } from './suggestion.ts';

export interface ComboboxProps {
  label: string;
  placeholder?: string;
  text: string;
  onText: (text: string) => void;
  /** A suggestion was chosen, or Enter pressed on what was typed. */
  onChoose: (value: string) => void;
  suggestions: readonly Suggestion[];
  /** Whether what is typed may be none of the suggestions. */
  free?: boolean;
  className?: string;
}
