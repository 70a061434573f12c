import type { LoadTestRun, LoadTestRunDetail } from '@taffrail/contract';
import { formatMinute } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { verdictLooks } from '../verdict-words.ts';

interface BaselineChoiceProps {
  run: LoadTestRunDetail;
  /** Of the same test, newest first. */
  others: readonly LoadTestRun[];
  onChange: (baseline: string | undefined) => void;
}

const byItself = '';

const defaultWords = {
  accepted: 'the accepted baseline',
  last_passed: 'the last run that passed',
} as const;

/** What it is compared with unless somebody asks for another. */
const labelOf = (
  baseline: LoadTestRunDetail['baseline'],
  describe: (at: string) => string,
): string => {
  if (!baseline) return 'No earlier run passed';
  if (baseline.chosen === 'asked') return 'Against the baseline';
  return `Against ${defaultWords[baseline.chosen]}, ${describe(baseline.createdAt)}`;
};

/** Which run this one is compared with. */
export function BaselineChoice({ run, others, onChange }: BaselineChoiceProps) {
  const timeZone = useTimeZone();
  const { baseline } = run;
  const asked = baseline?.chosen === 'asked' ? baseline : undefined;
  const describe = (at: string): string => formatMinute(new Date(at), timeZone);
  const runs = others.filter(({ id, verdict }) => id !== run.id && verdict !== 'missed');
  const options = [
    {
      value: byItself,
      label: labelOf(baseline, describe),
    },
    ...runs.map(({ id, createdAt, verdict }) => ({
      value: id,
      label: `Against ${describe(createdAt)} (${verdictLooks[verdict].word})`,
    })),
    // A link may ask for one that is older than those listed.
    ...(asked && runs.every(({ id }) => id !== asked.id)
      ? [{ value: asked.id, label: `Against ${describe(asked.createdAt)}` }]
      : []),
  ];
  if (!baseline && runs.length === 0)
    return <span className="text-compact text-muted">No run to compare with yet</span>;
  return (
    <ToolbarSelect
      label="Compare with"
      value={asked?.id ?? byItself}
      onChange={(id) => onChange(id || undefined)}
      options={options}
      className="max-w-70 sm:max-w-100"
    />
  );
}
