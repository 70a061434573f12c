import type { ApiMetrics, DatabaseLatency } from '@taffrail/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { cx } from '../../../lib/class-names.ts';
import type { PanelFindings } from '../../../ui/finding.ts';
import { Link } from '../../../ui/link.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { StatusIcon, statuses } from '../../../ui/status.tsx';
import { toVerdict } from './verdict.ts';

interface VerdictLineProps {
  requests: Pick<UseQueryResult<{ current: ApiMetrics }>, 'data' | 'isPending'>;
  databases: Pick<UseQueryResult<DatabaseLatency>, 'data' | 'isPending'>;
  /** "the week before". */
  before: string;
  /** Of the panels that the shell adds. */
  more: readonly PanelFindings[];
}

/** Whether the product is sound, in one line, each part a link to where it shows. */
export function VerdictLine({ requests, databases, before, more }: VerdictLineProps) {
  if ([requests, databases, ...more].some(({ isPending }) => isPending)) {
    return (
      <div className="mb-4 rounded-panel border border-line bg-surface px-4 py-3">
        <span className="sr-only">Loading the verdict</span>
        <Skeleton className="h-6 w-120 max-w-full max-sm:h-18" />
      </div>
    );
  }
  const { status, title, findings, rest } = toVerdict(
    { requests: requests.data?.current, databases: databases.data?.databases },
    before,
    more.flatMap((panel) => panel.findings),
  );
  return (
    <section
      aria-label="Verdict"
      className={cx(
        'mb-4 flex flex-wrap items-baseline gap-x-3 gap-y-1 rounded-panel px-4 py-3 forced-colors:border',
        statuses[status].tint,
      )}
    >
      <p className={cx('inline-flex items-center gap-1.5 text-title', statuses[status].text)}>
        <StatusIcon status={status} size={16} />
        {title}
      </p>
      <ul className="flex min-w-0 flex-1 basis-80 flex-wrap gap-x-2 gap-y-1">
        {findings.map(({ tone, text, panel, sort }) => (
          <li
            key={`${panel} ${text}`}
            className="inline-flex items-baseline gap-1 not-last:after:ml-1 not-last:after:text-muted not-last:after:content-['·'] max-sm:after:hidden"
          >
            {tone !== status && tone !== 'ok' && (
              <span className="self-center">
                <StatusIcon status={tone} />
              </span>
            )}
            <Link
              to="."
              hash={panel}
              // Else each would be the current page.
              activeOptions={{ exact: true, includeHash: true }}
              search={((now: object) => ({ ...now, ...(sort && { sort }) })) as never}
              className="text-text underline decoration-edge underline-offset-3"
            >
              {text}
            </Link>
          </li>
        ))}
        {rest && <li className="text-muted">{rest}</li>}
      </ul>
    </section>
  );
}
