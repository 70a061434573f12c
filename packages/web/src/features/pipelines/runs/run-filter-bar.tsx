import { RunStatusFilter } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { Button } from '../../../ui/button.tsx';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { TraceFilter } from '../../../ui/trace-filter.tsx';
import { pipelinesQuery } from '../pipelines.api.ts';
import { statusLooks } from '../../../ui/run-looks.ts';
import type { RunsPageState } from './use-runs-page.ts';

const any = '';
const statuses = [
  { value: any, label: 'Any status' },
  ...RunStatusFilter.options.map((value) => ({ value, label: statusLooks[value].word })),
] as const;

/** A pipeline, a status, a trace: one of each. */
export function RunFilterBar({ page: { filters, filter, clear } }: { page: RunsPageState }) {
  const bar = useRef<HTMLDivElement>(null);
  const { status, pipeline, failedStage, traceId } = filters;
  const known = useQuery(pipelinesQuery('24h')).data?.items ?? [];
  // What a link asked for can be chosen, too.
  const isKnown = pipeline === undefined || known.some((item) => item.pipeline === pipeline);
  useShortcut('f', 'Filter', () => bar.current?.querySelector('select')?.focus());
  return (
    <div ref={bar} className="mb-3 flex flex-wrap items-center gap-2" data-print="hide">
      <ToolbarSelect
        label="Pipeline"
        value={pipeline ?? any}
        onChange={(value) => filter({ pipeline: value || undefined, failedStage: undefined })}
        options={[
          { value: any, label: 'Any pipeline' },
          ...known.map((item) => ({ value: item.pipeline, label: item.title })),
          ...(isKnown ? [] : [{ value: pipeline, label: pipeline }]),
        ]}
        className="max-sm:w-full sm:max-w-72"
      />
      <ToolbarSelect
        label="Status"
        value={status ?? any}
        onChange={(value) => filter({ status: value || undefined })}
        options={statuses}
        className="max-sm:w-full"
      />
      <TraceFilter value={traceId} onChange={(next) => filter({ traceId: next })} />
      {failedStage !== undefined && (
        <Button onClick={() => filter({ failedStage: undefined })} className="text-compact">
          Failed in {failedStage}
          <span className="sr-only">: remove this filter</span> ×
        </Button>
      )}
      {Object.values(filters).some((value) => value !== undefined) && (
        <Button look="quiet" className="text-compact" onClick={clear}>
          Clear filters
        </Button>
      )}
    </div>
  );
}
