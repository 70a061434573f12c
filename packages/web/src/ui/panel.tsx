import { useId, type ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { ErrorState } from './error-state.tsx';
import { SkeletonRows } from './skeleton.tsx';
import { StatusIcon } from './status.tsx';

/** The part of a query's result that a panel needs; `useQuery` answers it. */
export interface PanelQuery<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
}

interface FrameProps {
  title: string;
  /** Hides the title from view, where the page's heading says it already. */
  titleHidden?: boolean;
  /** The (i) of a figure; stands beside the title. */
  definition?: ReactNode;
  /** Controls at the right of the title. */
  actions?: ReactNode;
  /** Without padding, for tables. */
  flush?: boolean;
  busy?: boolean;
  /** What is left out: "2 of 3 sources answered; totals exclude Sentry". */
  partial?: string | undefined;
  className?: string | undefined;
  children: ReactNode;
}

/** A panel of things that are known already. */
export function PanelFrame(props: FrameProps) {
  const { title, titleHidden = false, definition, actions, flush = false, busy = false } = props;
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      aria-busy={busy}
      className={cx('relative rounded-panel border border-line bg-surface', props.className)}
    >
      {busy && (
        <div className="absolute inset-x-0 top-0 h-0.5 overflow-hidden rounded-t-panel">
          <div className="h-full w-1/3 animate-progress bg-accent" />
        </div>
      )}
      <header
        className={cx(
          titleHidden && !actions
            ? 'sr-only'
            : 'flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2',
        )}
      >
        <div className="flex items-center gap-1">
          <h2 id={id} className={titleHidden ? 'sr-only' : 'text-title'}>
            {title}
          </h2>
          {definition}
        </div>
        {actions && (
          <div className="flex items-center gap-2" data-print="hide">
            {actions}
          </div>
        )}
      </header>
      {props.partial && (
        <p
          className={cx(
            'flex items-center gap-1.5 px-4 pb-2 text-compact text-muted',
            titleHidden && !actions && 'pt-3',
          )}
        >
          <StatusIcon status="warning" /> {props.partial}
        </p>
      )}
      <div className={flush ? '' : cx('px-4 pb-4', titleHidden && !actions && 'pt-4')}>
        {props.children}
      </div>
    </section>
  );
}

export interface PanelProps<T> extends Omit<FrameProps, 'busy' | 'children'> {
  query: PanelQuery<T>;
  /** Completes "Could not load …"; the title in lower case unless given. */
  what?: string;
  /** Of the real layout; rows unless given. */
  skeleton?: ReactNode;
  isEmpty?: (data: T) => boolean;
  /** An `EmptyState`: nothing ever, nothing by filter, or nothing and good. */
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}

/**
 * A panel of what a query answers, in each of its states: loading, refetching (the old data stays
 * under a progress bar), empty, failed with a way to retry, failed but with old data, forbidden.
 */
export function Panel<T>({
  query,
  what,
  skeleton,
  isEmpty,
  empty,
  children,
  ...frame
}: PanelProps<T>) {
  const { data, error, isFetching, refetch } = query;
  const thing = what ?? frame.title.charAt(0).toLowerCase() + frame.title.slice(1);
  const retry = (): void => void refetch();
  const partial =
    data !== undefined && error ? `Could not refresh ${thing}: ${error.message}` : frame.partial;
  return (
    <PanelFrame {...frame} partial={partial} busy={isFetching && data !== undefined}>
      {data === undefined ? (
        error ? (
          <ErrorState error={error} what={thing} onRetry={retry} retrying={isFetching} />
        ) : (
          <div aria-live="polite" className={frame.flush ? 'px-4 pb-4' : undefined}>
            <span className="sr-only">Loading {thing}</span>
            {skeleton ?? <SkeletonRows />}
          </div>
        )
      ) : isEmpty?.(data) ? (
        empty
      ) : (
        children(data)
      )}
    </PanelFrame>
  );
}
