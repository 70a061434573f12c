import { LoadTestVerdict, type LoadTest } from '@taffrail/contract';
import type { FilteredList } from '../../../lib/url/use-filtered-list.ts';
import { FilterSelect } from '../../../ui/list/filter-select.tsx';
import { FilterToolbar } from '../../../ui/list/filter-toolbar.tsx';
import type { RunFilters } from '../load-tests-search.ts';
import { verdictLooks } from '../verdict-words.ts';

const verdicts = LoadTestVerdict.options.map((value) => ({
  value,
  label: verdictLooks[value].word,
}));

interface RunFilterBarProps {
  page: Pick<FilteredList<unknown, RunFilters>, 'filters' | 'filter' | 'clear'>;
  tests: readonly LoadTest[];
}

/** A test, a verdict: one of each. */
export function RunFilterBar({ page: { filters, filter, clear }, tests }: RunFilterBarProps) {
  return (
    <FilterToolbar filters={filters} onClear={clear}>
      <FilterSelect
        label="Load test"
        any="Any test"
        value={filters.plan}
        onChange={(plan) => filter({ plan })}
        options={tests.map(({ id, name }) => ({ value: id, label: name }))}
        unknown="Another test"
        className="sm:max-w-80"
      />
      <FilterSelect
        label="Verdict"
        any="Any verdict"
        value={filters.verdict}
        onChange={(verdict) => filter({ verdict })}
        options={verdicts}
      />
    </FilterToolbar>
  );
}
