import { X } from 'lucide-react';

interface FilterChipProps {
  title: string;
  value: string;
  /** Beside the value, in passing: "1,204", "(never searched for)". */
  note?: string | undefined;
  /** What the pointer is told; title and value unless given. */
  hint?: string | undefined;
  onRemove: () => void;
}

/** A filter that is set, and the way out of it. */
export function FilterChip({ title, value, note, hint, onRemove }: FilterChipProps) {
  return (
    <span className="inline-flex h-7 max-w-80 items-center rounded-control border border-edge bg-surface pl-2 text-compact coarse:h-11">
      <span className="truncate" title={hint ?? `${title}: ${value}`}>
        <span className="text-muted">{title}:</span> {value}
        {note !== undefined && <span className="text-muted"> {note}</span>}
      </span>
      <button
        type="button"
        aria-label={`Remove the filter ${title}: ${value}`}
        onClick={onRemove}
        className="ml-1 flex size-6 shrink-0 items-center justify-center rounded-control text-muted hover:bg-sunken hover:text-text coarse:size-10"
      >
        <X size={12} aria-hidden />
      </button>
    </span>
  );
}
