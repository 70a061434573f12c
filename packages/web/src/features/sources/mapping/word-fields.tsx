import type { ReactNode } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { inputClass } from '../../../ui/looks.ts';
import type { DraftProblems, MappingDraft } from './mapping-draft.ts';

type LinePart = 'statuses' | 'severities' | 'labels';

interface WordFieldsProps {
  draft: MappingDraft;
  problems: DraftProblems;
  onChange: (change: Partial<MappingDraft>) => void;
}

/** What is said in lines: what words mean, which labels there are, and where alerts are listed. */
export function WordFields({ draft, problems, onChange }: WordFieldsProps) {
  const lines = (part: LinePart, label: string, hint: ReactNode) => (
    <Lines
      label={label}
      hint={hint}
      value={draft[part]}
      problem={problems[part]}
      onChange={(value) => onChange({ [part]: value })}
    />
  );
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {lines(
        'statuses',
        'Words of the status',
        'word = firing, acknowledged, resolved, cleared (resolves what fires, else nothing) or ignored. * is any other word. Left empty, common words mean what they say.',
      )}
      {lines(
        'severities',
        'Words of the severity',
        'word = critical, warning or info. Common words need no line.',
      )}
      {lines('labels', 'Labels', 'name = /pointer. * = /pointer takes all members of an object.')}
      <label className="flex flex-col gap-1">
        <span className="font-medium">List of alerts</span>
        <input
          value={draft.list}
          aria-invalid={problems.list !== undefined}
          placeholder="/alerts"
          spellCheck={false}
          autoComplete="off"
          onChange={({ currentTarget }) => onChange({ list: currentTarget.value })}
          className={cx(inputClass, 'font-mono text-compact aria-invalid:border-error')}
        />
        <span className="text-compact text-muted">
          Where a body lists several alerts; the pointers begin within each. Where nothing is listed
          there, the body is one alert.
        </span>
        <Problem text={problems.list} />
      </label>
    </div>
  );
}

interface LinesProps {
  label: string;
  hint: ReactNode;
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
}

function Lines({ label, hint, value, problem, onChange }: LinesProps) {
  return (
    <label className="flex flex-col gap-1">
      <span className="font-medium">{label}</span>
      <textarea
        value={value}
        rows={Math.min(12, Math.max(4, value.split('\n').length))}
        aria-invalid={problem !== undefined}
        spellCheck={false}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        className={cx(
          inputClass,
          'h-auto resize-y py-1.5 font-mono text-compact aria-invalid:border-error',
        )}
      />
      <span className="text-compact text-muted">{hint}</span>
      <Problem text={problem} />
    </label>
  );
}

function Problem({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <span role="alert" className="text-compact text-error">
      {text}
    </span>
  );
}
