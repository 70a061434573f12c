import type { StatementOrganization, UsageFigures, UsageStatement } from '@taffrail/contract';
import { namedNone } from '@taffrail/contract';
import { formatCount, plural } from '../../../lib/format.ts';
import { nameOf } from '../../../ui/customer-name.ts';
import { Link } from '../../../ui/link.tsx';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { jobsSearch } from '../jobs-search.ts';
import { exactUsd } from './exact-usd.ts';

const cell = 'px-3 py-1.5';
const number = `${cell} text-right whitespace-nowrap tabular-nums`;
/** A phone has room for what it comes to, and a CSV has everything. */
const onWide = `${number} hidden sm:table-cell`;

const counts = [
  { title: 'Jobs', className: number, of: ({ jobs }: UsageFigures) => jobs },
  { title: 'Tokens in', className: onWide, of: ({ inputTokens }: UsageFigures) => inputTokens },
  { title: 'Tokens out', className: onWide, of: ({ outputTokens }: UsageFigures) => outputTokens },
] as const;

/** By organization, and of each by model. */
export function StatementTable({ shown }: { shown: UsageStatement }) {
  const { organizations, total, rest, count } = shown;
  return (
    <ScrollRegion label="Statement">
      <table className="w-full text-left text-compact">
        <caption className="sr-only">What the month cost by organization and model</caption>
        <thead className="border-b border-line text-muted">
          <tr>
            <th scope="col" className={`${cell} font-medium`}>
              Organization, model
            </th>
            {counts.map(({ title, className }) => (
              <th key={title} scope="col" className={`${className} font-medium`}>
                {title}
              </th>
            ))}
            <th scope="col" className={`${number} font-medium`}>
              Cost in USD
            </th>
          </tr>
        </thead>
        {organizations.map((one) => (
          <Organization key={one.organization?.id ?? namedNone} one={one} shown={shown} />
        ))}
        <tfoot className="border-t-2 border-line font-medium">
          {rest && (
            <tr>
              <th scope="row" className={`${cell} font-medium`}>
                {plural(count - organizations.length, 'more organization')}
              </th>
              <Figures figures={rest} />
            </tr>
          )}
          <tr>
            <th scope="row" className={`${cell} font-medium`}>
              Total
            </th>
            <Figures figures={total} />
          </tr>
        </tfoot>
      </table>
    </ScrollRegion>
  );
}

interface OrganizationProps {
  one: StatementOrganization;
  shown: UsageStatement;
}

function Organization({ one: { organization, total, lines }, shown }: OrganizationProps) {
  const organizationId = organization?.id ?? namedNone;
  return (
    <tbody className="break-inside-avoid border-b border-line">
      <tr>
        <th scope="rowgroup" className={`${cell} font-medium`}>
          <Link to="/admin/usage/jobs" search={jobsSearch(shown, { organizationId })}>
            {organization ? nameOf(organization) : 'No organization'}
          </Link>
        </th>
        <Figures figures={total} className="font-medium" />
      </tr>
      {lines.map(({ provider, model, figures }) => (
        <tr key={`${provider} ${model}`}>
          <th scope="row" className={`${cell} pl-7 font-normal`}>
            {model} <span className="text-muted">{provider}</span>
            {figures.unpricedJobs > 0 && (
              <span className="text-warning">
                {' '}
                {plural(figures.unpricedJobs, 'job')} without a price
              </span>
            )}
          </th>
          <Figures figures={figures} />
        </tr>
      ))}
    </tbody>
  );
}

function Figures({ figures, className = '' }: { figures: UsageFigures; className?: string }) {
  const { jobs, costUsd, unpricedJobs } = figures;
  // What has no price costs something that nobody knows.
  const isUnknown = jobs > 0 && unpricedJobs === jobs;
  return (
    <>
      {counts.map((count) => (
        <td key={count.title} className={`${count.className} ${className}`}>
          {formatCount(count.of(figures))}
        </td>
      ))}
      <td className={`${number} ${className}`}>{isUnknown ? 'not priced' : exactUsd(costUsd)}</td>
    </>
  );
}
