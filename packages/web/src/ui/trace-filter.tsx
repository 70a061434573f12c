import { useRef, useState, type FormEvent } from 'react';
import { inputClass } from './looks.ts';
import { cx } from '../lib/class-names.ts';
import { useShortcut } from '../lib/use-shortcut.ts';

interface TraceFilterProps {
  value: string | undefined;
  onChange: (traceId: string | undefined) => void;
}

const longest = 64;

/** An id is pasted, and asked for by Enter or when the field is left. */
export function TraceFilter({ value = '', onChange }: TraceFilterProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', 'Search by trace', () => input.current?.focus());
  const [draft, setDraft] = useState(value);
  const [shown, setShown] = useState(value);
  // Back, forward and "Clear filters" change it, too.
  if (shown !== value) {
    setShown(value);
    setDraft(value);
  }
  const ask = (): void => {
    const next = draft.trim();
    if (next !== value) onChange(next === '' ? undefined : next);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    ask();
  };
  return (
    <form onSubmit={submit} className="max-sm:w-full">
      <input
        ref={input}
        type="search"
        aria-label="Trace"
        placeholder="Trace id"
        maxLength={longest}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={ask}
        spellCheck={false}
        className={cx(inputClass, 'font-mono text-compact sm:w-56')}
      />
    </form>
  );
}
