import { TraceLayer, type Trace } from '@taffrail/contract';
import { useRef } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { formatCount } from '../../../lib/format.ts';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { inputClass } from '../../../ui/looks.ts';
import { layerWords } from '../layer-words.ts';

export interface TraceFilterValues {
  readonly q: string | undefined;
  /** Undefined: all. */
  readonly layers: readonly TraceLayer[] | undefined;
  readonly errorsOnly: boolean;
}

interface TraceFiltersProps {
  trace: Trace;
  values: TraceFilterValues;
  onChange: (change: Partial<TraceFilterValues>) => void;
}

const toggleClass =
  'inline-flex h-(--control) items-center gap-1.5 rounded-control border border-edge px-2 text-compact ' +
  'aria-pressed:bg-sunken aria-pressed:font-medium hover:bg-sunken';

/** What is looked for, in which layers, and whether it must have failed. */
export function TraceFilters({ trace, values, onChange }: TraceFiltersProps) {
  const { q = '', layers, errorsOnly } = values;
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', 'Search the trace', () => input.current?.focus());
  const there = trace.parts.filter(({ count }) => count > 0);
  const toggle = (layer: TraceLayer): void => {
    const shown = layers ?? there.map((part) => part.layer);
    const next = shown.includes(layer) ? shown.filter((one) => one !== layer) : [...shown, layer];
    const isAll = there.every((part) => next.includes(part.layer));
    onChange({
      layers:
        isAll || next.length === 0
          ? undefined
          : TraceLayer.options.filter((one) => next.includes(one)),
    });
  };
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-2" data-print="hide">
      <input
        ref={input}
        type="search"
        value={q}
        maxLength={200}
        onChange={(event) => onChange({ q: event.currentTarget.value || undefined })}
        aria-label="Search the trace"
        placeholder="Search"
        className={cx(inputClass, 'max-w-56')}
      />
      <button
        type="button"
        aria-pressed={errorsOnly}
        onClick={() => onChange({ errorsOnly: !errorsOnly })}
        className={toggleClass}
      >
        Failed only
      </button>
      {there.length > 1 && (
        <fieldset className="flex flex-wrap gap-2">
          <legend className="sr-only">Layers</legend>
          {there.map(({ layer, count }) => {
            const { icon: Icon, many } = layerWords[layer];
            return (
              <button
                key={layer}
                type="button"
                aria-pressed={layers?.includes(layer) ?? true}
                onClick={() => toggle(layer)}
                className={toggleClass}
              >
                <Icon size={14} aria-hidden />
                {many} <span className="text-muted">{formatCount(count)}</span>
              </button>
            );
          })}
        </fieldset>
      )}
    </div>
  );
}
