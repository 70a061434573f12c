import { LoadTestVerdict, type LoadTest } from '@taffrail/contract';
import { useRef } from 'react';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { Button } from '../../../ui/button.tsx';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import type { RunFilters } from '../load-tests-search.ts';
import { verdictLooks } from '../verdict-words.ts';

interface RunFilterBarProps {
  filters: RunFilters;
  tests: readonly LoadTest[];
  onChange: (filters: RunFilters) => void;
}

const everything = '';

const verdictOptions = [
  { value: everything, label: 'Any verdict' },
  ...LoadTestVerdict.options.map((value) => ({ value, label: verdictLooks[value].word })),
];

const planOptions = (tests: readonly LoadTest[], chosen: string | undefined) => [
  { value: everything, label: 'Any test' },
  ...tests.map(({ id, name }) => ({ value: id, label: name })),
  // A link may ask for one that is not among those listed.
  ...(chosen === undefined || tests.some(({ id }) => id === chosen)
    ? []
    : [{ value: chosen, label: 'Another test' }]),
];

/** A test, a verdict: one of each. */
export function RunFilterBar({ filters, tests, onChange }: RunFilterBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const { plan, verdict } = filters;
  useShortcut('f', 'Filter', () => bar.current?.querySelector('select')?.focus());
  return (
    <div ref={bar} className="mb-3 flex flex-wrap items-center gap-2" data-print="hide">
      <ToolbarSelect
        label="Load test"
        value={plan ?? everything}
        onChange={(value) => onChange({ ...filters, plan: value || undefined })}
        options={planOptions(tests, plan)}
        className="max-sm:w-full sm:max-w-80"
      />
      <ToolbarSelect
        label="Verdict"
        value={verdict ?? everything}
        onChange={(value) =>
          onChange({ ...filters, verdict: LoadTestVerdict.safeParse(value).data })
        }
        options={verdictOptions}
        className="max-sm:w-full"
      />
      {(plan !== undefined || verdict !== undefined) && (
        <Button look="quiet" className="text-compact" onClick={() => onChange({})}>
          Clear filters
        </Button>
      )}
    </div>
  );
}
