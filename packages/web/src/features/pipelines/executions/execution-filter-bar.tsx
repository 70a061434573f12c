import { RunStatus } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { Button } from '../../../ui/button.tsx';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { healthQuery, pipelinesQuery } from '../pipelines.api.ts';
import { TraceFilter } from '../../../ui/trace-filter.tsx';
import { statusLooks } from '../../../ui/run-looks.ts';
import type { ExecutionsPageState } from './use-executions-page.ts';

const any = '';
const statuses = [
  { value: any, label: 'Any status' },
  ...RunStatus.options.map((value) => ({ value, label: statusLooks[value].word })),
] as const;

/** What there is to choose, and what a link asked for. */
const withAsked = (
  known: readonly { value: string; label: string }[],
  asked: string | undefined,
): readonly { value: string; label: string }[] =>
  asked === undefined || known.some(({ value }) => value === asked)
    ? known
    : [...known, { value: asked, label: asked }];

/** A pipeline, its stage, a status, a trace: one of each. */
export function ExecutionFilterBar({ page: { filters, filter, clear } }: FilterBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const { status, pipeline, stage, traceId } = filters;
  const known = useQuery(pipelinesQuery('24h')).data?.items ?? [];
  const stages = useQuery(healthQuery(pipeline, '24h')).data?.stages ?? [];
  useShortcut('f', 'Filter', () => bar.current?.querySelector('select')?.focus());
  return (
    <div ref={bar} className="mb-3 flex flex-wrap items-center gap-2" data-print="hide">
      <ToolbarSelect
        label="Pipeline"
        value={pipeline ?? any}
        onChange={(value) => filter({ pipeline: value || undefined, stage: undefined })}
        options={[
          { value: any, label: 'Any pipeline' },
          ...withAsked(
            known.map((item) => ({ value: item.pipeline, label: item.title })),
            pipeline,
          ),
        ]}
        className="max-sm:w-full sm:max-w-72"
      />
      {pipeline !== undefined && (
        <ToolbarSelect
          label="Stage"
          value={stage ?? any}
          onChange={(value) => filter({ stage: value || undefined })}
          options={[
            { value: any, label: 'Any stage' },
            ...withAsked(
              stages.map((item) => ({ value: item.stage, label: item.title })),
              stage,
            ),
          ]}
          className="max-sm:w-full sm:max-w-72"
        />
      )}
      <ToolbarSelect
        label="Status"
        value={status ?? any}
        onChange={(value) => filter({ status: value || undefined })}
        options={statuses}
        className="max-sm:w-full"
      />
      <TraceFilter value={traceId} onChange={(next) => filter({ traceId: next })} />
      {Object.values(filters).some((value) => value !== undefined) && (
        <Button look="quiet" className="text-compact" onClick={clear}>
          Clear filters
        </Button>
      )}
    </div>
  );
}

interface FilterBarProps {
  page: ExecutionsPageState;
}
