import { CheckKind, CheckResult } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { FilterSelect } from '../../../ui/list/filter-select.tsx';
import { FilterToolbar } from '../../../ui/list/filter-toolbar.tsx';
import { TraceFilter } from '../../../ui/trace-filter.tsx';
import { kindWords, resultLooks } from '../check-words.ts';
import { checksQuery } from '../checks.api.ts';
import type { ChecksPageState } from '../use-checks-page.ts';

const results = CheckResult.options.map((value) => ({ value, label: resultLooks[value].word }));
const kinds = CheckKind.options.map((value) => ({ value, label: kindWords[value] }));

/** A check, a kind, a result: one of each. */
export function RunFilterBar({ page }: { page: ChecksPageState }) {
  const { filters, filter, clear, isGrouped } = page;
  const { checkId, kind, result, traceId } = filters;
  const known = useQuery(checksQuery()).data?.items ?? [];
  return (
    <FilterToolbar filters={filters} onClear={clear} className="max-sm:w-full">
      <FilterSelect
        label="Check"
        any="Any check"
        value={checkId}
        onChange={(next) => filter({ checkId: next })}
        options={known.map(({ id, name }) => ({ value: id, label: name }))}
        unknown="One that was removed"
        className="sm:max-w-56"
      />
      <FilterSelect
        label="Kind"
        any="Any kind"
        value={kind}
        onChange={(next) => filter({ kind: next })}
        options={kinds}
      />
      <FilterSelect
        label="Result"
        any="Any result"
        value={result}
        onChange={(next) => filter({ result: next })}
        options={results}
      />
      {!isGrouped && <TraceFilter value={traceId} onChange={(next) => filter({ traceId: next })} />}
    </FilterToolbar>
  );
}
