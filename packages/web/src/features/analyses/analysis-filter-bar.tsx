import { AnalysisPurpose, AnalysisStatus } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Button } from '../../ui/button.tsx';
import { ToolbarSelect } from '../../ui/toolbar-select.tsx';
import { TraceFilter } from '../../ui/trace-filter.tsx';
import { nameOfProvider, purposeWords, statusLooks } from './analysis-words.tsx';
import { figuresQuery } from './analyses.api.ts';
import type { AnalysesPageState } from './use-analyses-page.ts';

const any = '';
const statuses = [
  { value: any, label: 'Any status' },
  ...AnalysisStatus.options.map((value) => ({ value, label: statusLooks[value].word })),
] as const;
const purposes = [
  { value: any, label: 'Any purpose' },
  ...AnalysisPurpose.options.map((value) => ({ value, label: purposeWords[value] })),
] as const;
const ratings = [
  { value: any, label: 'Any rating' },
  { value: 'up', label: 'Right' },
  { value: 'down', label: 'Wrong' },
  { value: 'none', label: 'Unrated' },
] as const;
const groups = [
  { value: any, label: 'Not grouped' },
  { value: 'provider', label: 'By provider' },
] as const;

/** One value of each; grouped, only the range counts. */
export function AnalysisFilterBar({ page }: { page: AnalysesPageState }) {
  const bar = useRef<HTMLDivElement>(null);
  const { filters, filter, clear, search, group } = page;
  useShortcut('f', 'Filter', () => bar.current?.querySelector('select')?.focus());
  return (
    <div ref={bar} className="mb-3 flex flex-wrap items-center gap-2" data-print="hide">
      {search.group === undefined && (
        <>
          <ToolbarSelect
            label="Status"
            value={filters.status ?? any}
            onChange={(value) => filter({ status: value || undefined })}
            options={statuses}
            className="max-sm:w-full"
          />
          <ToolbarSelect
            label="Purpose"
            value={filters.purpose ?? any}
            onChange={(value) => filter({ purpose: value || undefined })}
            options={purposes}
            className="max-sm:w-full"
          />
          <ProviderFilter page={page} />
          <ToolbarSelect
            label="Rating"
            value={filters.rating ?? any}
            onChange={(value) => filter({ rating: value || undefined })}
            options={ratings}
            className="max-sm:w-full"
          />
          <TraceFilter value={filters.traceId} onChange={(traceId) => filter({ traceId })} />
          {Object.values(filters).some((value) => value !== undefined) && (
            <Button look="quiet" className="text-compact" onClick={clear}>
              Clear filters
            </Button>
          )}
        </>
      )}
      <span className="sm:ml-auto max-sm:w-full">
        <ToolbarSelect
          label="Group"
          value={search.group ?? any}
          onChange={(value) => group(value || undefined)}
          options={groups}
          className="max-sm:w-full"
        />
      </span>
    </div>
  );
}

/** Those that made any in the range; what a link asked for can be chosen, too. */
function ProviderFilter({ page: { filters, filter, asked } }: { page: AnalysesPageState }) {
  const known = useQuery(figuresQuery(asked)).data?.items ?? [];
  const { provider } = filters;
  const names = new Set([...known.map((item) => item.provider), ...(provider ? [provider] : [])]);
  if (names.size < 2 && provider === undefined) return null;
  return (
    <ToolbarSelect
      label="Provider"
      value={provider ?? any}
      onChange={(value) => filter({ provider: value || undefined })}
      options={[
        { value: any, label: 'Any provider' },
        ...[...names].map((value) => ({ value, label: nameOfProvider(value) })),
      ]}
      className="max-sm:w-full"
    />
  );
}
