import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import {
  isUnfinished,
  readFilterText,
  writeFilterText,
  writeFreeText,
} from '../lib/filter-text.ts';
import type { Filter } from '../lib/filters.ts';
import { cx } from '../lib/class-names.ts';
import { useShortcut } from '../lib/use-shortcut.ts';
import type { FilterField } from './filter-field.ts';
import { Kbd } from './kbd.tsx';
import { inputClass } from './looks.ts';

interface FilterInputProps {
  fields: readonly FilterField[];
  filters: readonly Filter[];
  q: string;
  placeholder: string;
  /** All filters are written here, and what is written replaces them. */
  asText: boolean;
  /** Whoever wrote them is done, or has given up. */
  onDone: () => void;
  onWritten: (filters: readonly Filter[], q: string) => void;
  onText: (q: string) => void;
}

const pauseMs = 300;

/** Typing searches after a pause; Enter searches at once and makes chips of `field:value`. */
export function FilterInput(props: FilterInputProps) {
  const { fields, filters, q, asText, onDone, onWritten, onText } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const text = asText
    ? writeFilterText(toTyped(filters, fields), q, fields)
    : writeFreeText(q, fields);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (asText) input.current?.focus();
  }, [asText]);
  // The address changed from elsewhere; what is being typed is never taken away.
  useEffect(() => {
    if (input.current && input.current !== document.activeElement) input.current.value = text;
  }, [text]);
  useShortcut('/', 'Search this page', () => input.current?.focus());

  const commit = async (typed: string): Promise<void> => {
    clearTimeout(timer.current);
    const read = readFilterText(typed, fields);
    const resolved = await resolveValues(read.filters, fields);
    const wrong = [...read.problems, ...resolved.problems];
    setProblems(wrong);
    if (wrong.length > 0) return;
    if (asText || resolved.filters.length > 0) onWritten(resolved.filters, read.rest);
    else if (read.rest !== q) onText(read.rest);
    if (input.current) input.current.value = writeFreeText(read.rest, fields);
    onDone();
  };
  const type = (typed: string): void => {
    clearTimeout(timer.current);
    setProblems([]);
    // A filter that is being written is not yet something to search for.
    if (asText || isUnfinished(typed, fields)) return;
    timer.current = setTimeout(() => onText(readFilterText(typed, fields).rest), pauseMs);
  };
  /** A line that was edited counts, wherever one goes next; Escape has put it back before. */
  const leave = (typed: string): void => {
    if (asText && typed !== text) void commit(typed);
    else if (problems.length === 0) onDone();
  };
  return (
    <div className="min-w-0 flex-1">
      <div className="relative">
        <Search
          size={14}
          aria-hidden
          className="absolute top-1/2 left-2.5 -translate-y-1/2 text-muted"
        />
        <input
          ref={input}
          type="search"
          aria-label={asText ? 'Filters as text' : 'Search this page'}
          aria-invalid={problems.length > 0 || undefined}
          aria-describedby={problems.length > 0 ? id : undefined}
          defaultValue={text}
          placeholder={props.placeholder}
          maxLength={2000}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={(event) => leave(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void commit(event.currentTarget.value);
            if (event.key !== 'Escape') return;
            event.currentTarget.value = text;
            event.currentTarget.blur();
          }}
          className={cx(inputClass, 'peer pr-10 pl-8')}
        />
        <span className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 peer-focus:hidden coarse:hidden">
          <Kbd keys="/" />
        </span>
      </div>
      {problems.length > 0 && (
        <p id={id} role="alert" className="mt-1 text-compact text-error">
          {problems.join(' ')}
        </p>
      )}
    </div>
  );
}

/** Ids become names, where a field has them. */
const toTyped = (filters: readonly Filter[], fields: readonly FilterField[]): readonly Filter[] =>
  filters.map((filter) => {
    const write = fields.find(({ id }) => id === filter.field)?.write;
    return write ? { ...filter, values: filter.values.map(write) } : filter;
  });

/** Names become ids, where a field can tell. */
const resolveValues = async (
  filters: readonly Filter[],
  fields: readonly FilterField[],
): Promise<{ filters: readonly Filter[]; problems: readonly string[] }> => {
  const problems: string[] = [];
  const resolved = await Promise.all(
    filters.map(async (filter) => {
      const resolve = fields.find(({ id }) => id === filter.field)?.resolve;
      if (!resolve) return filter;
      const values = await Promise.all(
        filter.values.map(async (typed) => {
          const found = await resolve(typed);
          if ('value' in found) return found.value;
          problems.push(found.problem);
          return typed;
        }),
      );
      return { ...filter, values };
    }),
  );
  return { filters: resolved, problems };
};
