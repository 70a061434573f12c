import { RunStatusFilter } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { Button } from '../../../ui/button.tsx';
import { FilterSelect } from '../../../ui/list/filter-select.tsx';
import { FilterToolbar } from '../../../ui/list/filter-toolbar.tsx';
import { statusLooks } from '../../../ui/run-looks.ts';
import { TraceFilter } from '../../../ui/trace-filter.tsx';
import { pipelinesQuery } from '../pipelines.api.ts';
import type { RunsPageState } from './use-runs-page.ts';

const statuses = RunStatusFilter.options.map((value) => ({
  value,
  label: statusLooks[value].word,
}));

/** A pipeline, a status, a trace: one of each. */
export function RunFilterBar({ page: { filters, filter, clear } }: { page: RunsPageState }) {
  const { status, pipeline, failedStage, traceId } = filters;
  const known = useQuery(pipelinesQuery('24h')).data?.items ?? [];
  return (
    <FilterToolbar filters={filters} onClear={clear}>
      <FilterSelect
        label="Pipeline"
        any="Any pipeline"
        value={pipeline}
        onChange={(next) => filter({ pipeline: next, failedStage: undefined })}
        options={known.map((item) => ({ value: item.pipeline, label: item.title }))}
        className="sm:max-w-72"
      />
      <FilterSelect
        label="Status"
        any="Any status"
        value={status}
        onChange={(next) => filter({ status: next })}
        options={statuses}
      />
      <TraceFilter value={traceId} onChange={(next) => filter({ traceId: next })} />
      {failedStage !== undefined && (
        <Button onClick={() => filter({ failedStage: undefined })} className="text-compact">
          Failed in {failedStage}
          <span className="sr-only">: remove this filter</span> ×
        </Button>
      )}
    </FilterToolbar>
  );
}
