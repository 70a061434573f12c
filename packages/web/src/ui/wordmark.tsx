/** The rail, and the name unless there is no room for it. */
export function Wordmark({ compact = false }: { compact?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2 text-[0.9375rem] font-semibold">
      <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden className="text-accent">
        <rect width="32" height="32" rx="7" fill="currentColor" />
        <g className="stroke-on-accent" strokeLinecap="round" strokeWidth="2.75">
          <path d="M6 9h20M6 23h20M10 9v14M16 9v14M22 9v14" />
        </g>
      </svg>
      <span className={compact ? 'sr-only' : ''}>Taffrail</span>
    </span>
  );
}
