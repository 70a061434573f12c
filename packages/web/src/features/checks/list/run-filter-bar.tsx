import { CheckKind, CheckResult } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { Button } from '../../../ui/button.tsx';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { TraceFilter } from '../../../ui/trace-filter.tsx';
import { kindWords, resultLooks } from '../check-words.ts';
import { checksQuery } from '../checks.api.ts';
import type { ChecksPageState } from '../use-checks-page.ts';

const any = '';
const results = [
  { value: any, label: 'Any result' },
  ...CheckResult.options.map((value) => ({ value, label: resultLooks[value].word })),
] as const;
const kinds = [
  { value: any, label: 'Any kind' },
  ...CheckKind.options.map((value) => ({ value, label: kindWords[value] })),
] as const;

/** A check, a kind, a result: one of each. */
export function RunFilterBar({ page }: { page: ChecksPageState }) {
  const { filters, filter, clear, isGrouped } = page;
  const bar = useRef<HTMLDivElement>(null);
  const { checkId, kind, result, traceId } = filters;
  const known = useQuery(checksQuery()).data?.items ?? [];
  const isKnown = checkId === undefined || known.some(({ id }) => id === checkId);
  useShortcut('f', 'Filter', () => bar.current?.querySelector('select')?.focus());
  return (
    <div ref={bar} className="flex flex-wrap items-center gap-2 max-sm:w-full" data-print="hide">
      <ToolbarSelect
        label="Check"
        value={checkId ?? any}
        onChange={(value) => filter({ checkId: value || undefined })}
        options={[
          { value: any, label: 'Any check' },
          ...known.map(({ id, name }) => ({ value: id, label: name })),
          ...(isKnown ? [] : [{ value: checkId, label: 'One that was removed' }]),
        ]}
        className="max-sm:w-full sm:max-w-56"
      />
      <ToolbarSelect
        label="Kind"
        value={kind ?? any}
        onChange={(value) => filter({ kind: value || undefined })}
        options={kinds}
        className="max-sm:w-full"
      />
      <ToolbarSelect
        label="Result"
        value={result ?? any}
        onChange={(value) => filter({ result: value || undefined })}
        options={results}
        className="max-sm:w-full"
      />
      {!isGrouped && <TraceFilter value={traceId} onChange={(next) => filter({ traceId: next })} />}
      {Object.values(filters).some((value) => value !== undefined) && (
        <Button look="quiet" className="text-compact" onClick={clear}>
          Clear filters
        </Button>
      )}
    </div>
  );
}
