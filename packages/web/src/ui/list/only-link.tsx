import { capText } from '../customer-name.ts';
import { FilterLink } from '../filter-link.tsx';
import { onlyValue } from '../list-fields.ts';

interface OnlyLinkProps<I extends string> {
  field: I;
  value: string;
  /** What the value is called. */
  text?: string;
}

/** In a row: a value that the list can be filtered by. */
export function OnlyLink<I extends string>({ field, value, text = value }: OnlyLinkProps<I>) {
  return (
    <FilterLink inRow filter={onlyValue(field, value)} title={`Only ${text}`}>
      {capText(text)}
    </FilterLink>
  );
}
