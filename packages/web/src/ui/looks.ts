/** Classes that several parts have in common; apart from them, so that a look brings no code. */

export const inputClass =
  'h-(--control) w-full rounded-control border border-edge bg-surface px-2.5 text-body text-text ' +
  'data-invalid:border-error read-only:bg-sunken data-disabled:opacity-55 coarse:text-[1rem]';

/** What is pressed within a row of a table. */
export const rowControl = 'h-7 px-2 text-compact coarse:h-11';

/** Everything that floats. */
export const floating =
  'rounded-panel border border-line bg-surface text-text shadow-popover transition-opacity ' +
  'data-starting-style:opacity-0 data-ending-style:opacity-0';

export const backdropClass =
  'fixed inset-0 z-50 bg-backdrop transition-opacity data-starting-style:opacity-0 data-ending-style:opacity-0';

/** An entry of a menu, a select or a list of suggestions. */
export const menuItemClass =
  'flex min-h-8 items-center gap-2 rounded-badge px-2 text-body select-none outline-none ' +
  'data-highlighted:bg-sunken data-disabled:opacity-55 coarse:min-h-11';

export const tabClass =
  'relative inline-flex h-9 items-center gap-1.5 px-3 text-body font-medium whitespace-nowrap ' +
  'text-muted no-underline hover:text-text aria-selected:text-text aria-[current]:text-text ' +
  'after:absolute after:inset-x-2 after:-bottom-px after:h-0.5 aria-selected:after:bg-accent ' +
  'aria-[current]:after:bg-accent coarse:h-11';
