import { RunStatus } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { FilterSelect } from '../../../ui/list/filter-select.tsx';
import { FilterToolbar } from '../../../ui/list/filter-toolbar.tsx';
import { statusLooks } from '../../../ui/run-looks.ts';
import { TraceFilter } from '../../../ui/trace-filter.tsx';
import { healthQuery, pipelinesQuery } from '../pipelines.api.ts';
import type { ExecutionsPageState } from './use-executions-page.ts';

const statuses = RunStatus.options.map((value) => ({ value, label: statusLooks[value].word }));

interface FilterBarProps {
  page: ExecutionsPageState;
}

/** A pipeline, its stage, a status, a trace: one of each. */
export function ExecutionFilterBar({ page: { filters, filter, clear } }: FilterBarProps) {
  const { status, pipeline, stage, traceId } = filters;
  const known = useQuery(pipelinesQuery('24h')).data?.items ?? [];
  const stages = useQuery(healthQuery(pipeline, '24h')).data?.stages ?? [];
  return (
    <FilterToolbar filters={filters} onClear={clear}>
      <FilterSelect
        label="Pipeline"
        any="Any pipeline"
        value={pipeline}
        onChange={(next) => filter({ pipeline: next, stage: undefined })}
        options={known.map((item) => ({ value: item.pipeline, label: item.title }))}
        className="sm:max-w-72"
      />
      {pipeline !== undefined && (
        <FilterSelect
          label="Stage"
          any="Any stage"
          value={stage}
          onChange={(next) => filter({ stage: next })}
          options={stages.map((item) => ({ value: item.stage, label: item.title }))}
          className="sm:max-w-72"
        />
      )}
      <FilterSelect
        label="Status"
        any="Any status"
        value={status}
        onChange={(next) => filter({ status: next })}
        options={statuses}
      />
      <TraceFilter value={traceId} onChange={(next) => filter({ traceId: next })} />
    </FilterToolbar>
  );
}
