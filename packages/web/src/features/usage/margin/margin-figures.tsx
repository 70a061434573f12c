import { metricRegistry } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatMoney, formatUsd, plural } from '../../../lib/format.ts';
import { Definition } from '../../../ui/definition.tsx';
import { Link } from '../../../ui/link.tsx';
import { jobsSearch } from '../jobs-search.ts';
import type { ShownMargin } from './margin.api.ts';

const realMinus = (text: string): string => text.replace('-', '−');

interface FigureProps {
  title: string;
  value: ReactNode;
  note: ReactNode;
  definition?: ReactNode;
}

function Figure({ title, value, note, definition }: FigureProps) {
  return (
    <article
      aria-label={title}
      className="min-w-0 rounded-panel border border-line bg-surface px-4 py-3"
    >
      <div className="flex h-6 items-center justify-between text-muted">
        <h3>{title}</h3>
        {definition}
      </div>
      <div className="text-kpi" data-numeric>
        {value}
      </div>
      <p className="text-compact text-muted">{note}</p>
    </article>
  );
}

/** Both sides, what is left, and what of each nobody can be named of. */
export function MarginFigures({ shown }: { shown: ShownMargin }) {
  const { currency, total, unmapped, unattributed, unconverted, organizations, losing } = shown;
  const money = (amount: string): string => realMinus(formatMoney(Number(amount), currency));
  const code = currency.toUpperCase();
  return (
    <section aria-labelledby="margin-figures" className="mb-4">
      <h2 id="margin-figures" className="sr-only">
        Figures
      </h2>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Figure
          title={metricRegistry.ai_margin.title}
          definition={<Definition metric="ai_margin" />}
          value={total.margin === null ? 'unknown' : money(total.margin)}
          note={
            losing === null
              ? `needs a rate of the US dollar in ${code}`
              : `${losing} of ${plural(organizations, 'organization')} cost more than they pay`
          }
        />
        <Figure
          title="Revenue"
          value={money(total.revenue)}
          note={`against ${formatUsd(Number(total.costUsd))} of AI cost`}
        />
        <Figure
          title="Unmapped money"
          value={money(unmapped.revenue)}
          note={
            <>
              of {plural(unmapped.customers, 'customer')} that no organization is known of
              {unconverted.map((other) => (
                <span key={other.currency}>
                  , and {formatMoney(Number(other.revenue), other.currency)} without a rate
                </span>
              ))}
            </>
          }
        />
        <Figure
          title="Unattributed cost"
          value={formatUsd(Number(unattributed.costUsd))}
          note={
            <>
              of{' '}
              <Link to="/admin/usage/jobs" search={jobsSearch(shown, { organizationId: 'none' })}>
                {plural(unattributed.jobs, 'job')}
              </Link>{' '}
              that named no organization
            </>
          }
        />
      </div>
    </section>
  );
}
