import { AutofixFate, AutofixOutcome, AutofixTrigger } from '@taffrail/contract';
import { FilterSelect } from '../../ui/list/filter-select.tsx';
import { FilterToolbar } from '../../ui/list/filter-toolbar.tsx';
import { fateTitles, outcomeTitles, triggerTitles } from './autofix-words.ts';
import type { AutofixPageState } from './use-autofix-page.ts';

const triggers = AutofixTrigger.options.map((value) => ({ value, label: triggerTitles[value] }));
const outcomes = AutofixOutcome.options.map((value) => ({ value, label: outcomeTitles[value] }));
const fates = AutofixFate.options.map((value) => ({ value, label: fateTitles[value] }));

interface AutofixToolbarProps {
  page: AutofixPageState;
  repositories: readonly string[];
}

/** A source, a status, how far it came, a repository: one of each. */
export function AutofixToolbar({ page, repositories }: AutofixToolbarProps) {
  const { filters, filter, clear } = page;
  const { trigger, outcome, fate, repository } = filters;
  return (
    <FilterToolbar filters={filters} onClear={clear}>
      <FilterSelect
        label="Source"
        any="Any source"
        value={trigger}
        onChange={(next) => filter({ trigger: next })}
        options={triggers}
      />
      <FilterSelect
        label="Status"
        any="Any status"
        value={outcome}
        onChange={(next) => filter({ outcome: next })}
        options={outcomes}
      />
      <FilterSelect
        label="Where it stands"
        any="However far fixes came"
        value={fate}
        onChange={(next) => filter({ fate: next })}
        options={fates}
      />
      <FilterSelect
        label="Repository"
        any="Any repository"
        value={repository}
        onChange={(next) => filter({ repository: next })}
        options={repositories.map((value) => ({ value, label: value }))}
        className="sm:max-w-72"
      />
    </FilterToolbar>
  );
}
