import { AnalysisPurpose, AnalysisStatus } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { FilterSelect } from '../../ui/list/filter-select.tsx';
import { FilterToolbar } from '../../ui/list/filter-toolbar.tsx';
import { TraceFilter } from '../../ui/trace-filter.tsx';
import { nameOfProvider, purposeWords, statusLooks } from './analysis-words.tsx';
import { figuresQuery } from './analyses.api.ts';
import type { AnalysesPageState } from './use-analyses-page.ts';

const statuses = AnalysisStatus.options.map((value) => ({
  value,
  label: statusLooks[value].word,
}));
const purposes = AnalysisPurpose.options.map((value) => ({ value, label: purposeWords[value] }));
const ratings = [
  { value: 'up', label: 'Right' },
  { value: 'down', label: 'Wrong' },
  { value: 'none', label: 'Unrated' },
] as const;
const groups = [{ value: 'provider', label: 'By provider' }] as const;

interface PageProps {
  page: AnalysesPageState;
}

/** One value of each; grouped, only the range counts. */
export function AnalysisFilterBar({ page }: PageProps) {
  const { filters, filter, clear, search, group } = page;
  const isGrouped = search.group !== undefined;
  return (
    <FilterToolbar
      filters={filters}
      onClear={isGrouped ? undefined : clear}
      end={
        <span className="sm:ml-auto max-sm:w-full">
          <FilterSelect
            label="Group"
            any="Not grouped"
            value={search.group}
            onChange={group}
            options={groups}
          />
        </span>
      }
    >
      {!isGrouped && (
        <>
          <FilterSelect
            label="Status"
            any="Any status"
            value={filters.status}
            onChange={(status) => filter({ status })}
            options={statuses}
          />
          <FilterSelect
            label="Purpose"
            any="Any purpose"
            value={filters.purpose}
            onChange={(purpose) => filter({ purpose })}
            options={purposes}
          />
          <ProviderFilter page={page} />
          <FilterSelect
            label="Rating"
            any="Any rating"
            value={filters.rating}
            onChange={(rating) => filter({ rating })}
            options={ratings}
          />
          <TraceFilter value={filters.traceId} onChange={(traceId) => filter({ traceId })} />
        </>
      )}
    </FilterToolbar>
  );
}

/** Those that made any in the range; what a link asked for can be chosen, too. */
function ProviderFilter({ page: { filters, filter, asked } }: PageProps) {
  const known = useQuery(figuresQuery(asked)).data?.items ?? [];
  const { provider } = filters;
  const names = new Set([...known.map((item) => item.provider), ...(provider ? [provider] : [])]);
  if (names.size < 2 && provider === undefined) return null;
  return (
    <FilterSelect
      label="Provider"
      any="Any provider"
      value={provider}
      onChange={(next) => filter({ provider: next })}
      options={[...names].map((value) => ({ value, label: nameOfProvider(value) }))}
    />
  );
}
