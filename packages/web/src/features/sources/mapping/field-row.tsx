import type { MappedField, TriedField } from '@taffrail/contract';
import { cx } from '../../../lib/class-names.ts';
import { inputClass } from '../../../ui/looks.ts';
import { Status } from '../../../ui/status.tsx';
import { fieldHints, fieldTitles } from './field-words.ts';

interface FieldRowProps {
  field: MappedField;
  from: string;
  otherwise: string;
  /** What is wrong with the row itself. */
  problem: string | undefined;
  /** What came of it in the delivery; undefined where nothing was tried. */
  tried: TriedField | undefined;
  onChange: (change: { from?: string; otherwise?: string }) => void;
}

export const fieldGrid =
  'grid grid-cols-1 gap-x-4 gap-y-2 lg:grid-cols-[12rem_minmax(0,5fr)_minmax(0,2fr)_minmax(0,4fr)]';

/** One field: where it stands, what is taken otherwise, and what it was read as. */
export function FieldRow({ field, from, otherwise, problem, tried, onChange }: FieldRowProps) {
  const title = fieldTitles[field];
  const id = `mapping-${field}`;
  return (
    <fieldset
      aria-label={title}
      className={cx(fieldGrid, 'min-w-0 items-start border-t border-line py-3 first:border-t-0')}
    >
      <div>
        <p className="font-medium">{title}</p>
        <p id={id} className="text-caption text-muted">
          {fieldHints[field]}
        </p>
      </div>
      <div className="min-w-0">
        <input
          aria-label={`Where the ${title.toLowerCase()} stands`}
          aria-describedby={id}
          aria-invalid={problem !== undefined}
          value={from}
          placeholder="/pointer, /another"
          spellCheck={false}
          autoComplete="off"
          onChange={({ currentTarget }) => onChange({ from: currentTarget.value })}
          className={cx(inputClass, 'font-mono text-compact aria-invalid:border-error')}
        />
        {problem !== undefined && (
          <p role="alert" className="mt-1 text-compact text-error">
            {problem}
          </p>
        )}
      </div>
      <input
        aria-label={`Otherwise, as ${title.toLowerCase()}`}
        value={otherwise}
        placeholder="Otherwise"
        spellCheck={false}
        autoComplete="off"
        onChange={({ currentTarget }) => onChange({ otherwise: currentTarget.value })}
        className={cx(inputClass, 'text-compact')}
      />
      <Result tried={tried} />
    </fieldset>
  );
}

function Result({ tried }: { tried: TriedField | undefined }) {
  if (!tried) return <p className="text-compact text-muted max-lg:hidden">–</p>;
  const { field, value, pointer, problem } = tried;
  const isFatal = field === 'name' || field === 'status';
  const elsewhere = field === 'fingerprint' ? 'computed' : 'taken otherwise';
  return (
    <div className="min-w-0 text-compact">
      {value === null ? (
        problem === null && <p className="text-muted">Nothing stands there.</p>
      ) : (
        <p className="line-clamp-3 break-words">{value}</p>
      )}
      {value !== null && (
        <p className="font-mono text-caption break-all text-muted">{pointer ?? elsewhere}</p>
      )}
      {problem !== null && <Status status={isFatal ? 'error' : 'warning'}>{problem}</Status>}
    </div>
  );
}
