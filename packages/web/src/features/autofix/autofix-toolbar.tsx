import { AutofixFate, AutofixOutcome, AutofixTrigger } from '@taffrail/contract';
import { useRef } from 'react';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Button } from '../../ui/button.tsx';
import { ToolbarSelect } from '../../ui/toolbar-select.tsx';
import { fateTitles, outcomeTitles, triggerTitles } from './autofix-words.ts';
import { noFilters } from './autofix-search.ts';
import type { AutofixPageState } from './use-autofix-page.ts';

interface AutofixToolbarProps {
  page: AutofixPageState;
  repositories: readonly string[];
}

const any = '';
const triggers = [
  { value: any, label: 'Any source' },
  ...AutofixTrigger.options.map((value) => ({ value, label: triggerTitles[value] })),
] as const;
const outcomes = [
  { value: any, label: 'Any status' },
  ...AutofixOutcome.options.map((value) => ({ value, label: outcomeTitles[value] })),
] as const;

const fates = [
  { value: any, label: 'However far fixes came' },
  ...AutofixFate.options.map((value) => ({ value, label: fateTitles[value] })),
] as const;

/** A source, a status, how far it came, a repository: one of each. */
export function AutofixToolbar({ page: { filters, filter }, repositories }: AutofixToolbarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const { trigger, outcome, fate, repository } = filters;
  // What a link asked for can be chosen, too.
  const known = [...new Set([...repositories, ...(repository === undefined ? [] : [repository])])];
  useShortcut('f', 'Filter', () => bar.current?.querySelector('select')?.focus());
  return (
    <div ref={bar} className="mb-3 flex flex-wrap items-center gap-2" data-print="hide">
      <ToolbarSelect
        label="Source"
        value={trigger ?? any}
        onChange={(value) => filter({ trigger: value || undefined })}
        options={triggers}
      />
      <ToolbarSelect
        label="Status"
        value={outcome ?? any}
        onChange={(value) => filter({ outcome: value || undefined })}
        options={outcomes}
      />
      <ToolbarSelect
        label="Where it stands"
        value={fate ?? any}
        onChange={(value) => filter({ fate: value || undefined })}
        options={fates}
      />
      <ToolbarSelect
        label="Repository"
        value={repository ?? any}
        onChange={(value) => filter({ repository: value || undefined })}
        options={[
          { value: any, label: 'Any repository' },
          ...known.map((value) => ({ value, label: value })),
        ]}
        className="max-w-72"
      />
      {Object.values(filters).some((value) => value !== undefined) && (
        <Button look="quiet" className="text-compact" onClick={() => filter(noFilters)}>
          Clear filters
        </Button>
      )}
    </div>
  );
}
