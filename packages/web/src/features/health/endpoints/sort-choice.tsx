import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { useNarrow } from '../../../ui/use-media.ts';
import type { EndpointSort } from './sort-endpoints.ts';

const options = [
  { value: '-requests', label: 'Most requests' },
  { value: '-errors', label: 'Most errors' },
  { value: '-errorRate', label: 'Highest error rate' },
  { value: '-p50Ms', label: 'Slowest p50' },
  { value: '-p95Ms', label: 'Slowest p95' },
  { value: '-p99Ms', label: 'Slowest p99' },
  { value: 'endpoint', label: 'By name' },
] as const satisfies readonly { value: EndpointSort; label: string }[];

interface SortChoiceProps {
  sort: EndpointSort;
  onSort: (sort: EndpointSort) => void;
}

/** The order, where cards have no headings to choose it by. */
export function SortChoice({ sort, onSort }: SortChoiceProps) {
  if (!useNarrow()) return null;
  const isListed = options.some(({ value }) => value === sort);
  return (
    <ToolbarSelect<EndpointSort>
      label="Order"
      value={sort}
      onChange={onSort}
      options={isListed ? options : [...options, { value: sort, label: 'Another order' }]}
    />
  );
}
