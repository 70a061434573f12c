import type { SearchTerm } from '@taffrail/contract';
import { FilterLink } from '../../../ui/filter-link.tsx';

interface TermLinkProps {
  dimension: string;
  term: Pick<SearchTerm, 'value' | 'label' | 'merged'>;
  inRow?: boolean;
}

/** A term, which filters the page when it is clicked. */
export function TermLink({ dimension, term: { value, label, merged }, inRow }: TermLinkProps) {
  const also = merged.length > 0 ? `Also ${merged.join(', ')}. ` : '';
  return (
    <FilterLink
      filter={{ field: dimension, op: 'in', values: [value] }}
      title={`${label}. ${also}Shows only searches for it.`}
      {...(inRow !== undefined && { inRow })}
      className="block truncate"
    >
      {label}
    </FilterLink>
  );
}
