import type { ChangeTopic, UsageStatement } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { Printer } from 'lucide-react';
import { plural } from '../../../lib/format.ts';
import { useAskAgain } from '../../../lib/live/use-ask-again.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { Button } from '../../../ui/button.tsx';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { TopBarSlot } from '../../../ui/page-slots.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { daysText } from '../words.ts';
import { monthsSince } from './exact-usd.ts';
import { StatementSearch } from './statement-search.ts';
import { StatementTable } from './statement-table.tsx';
import { statementFileUrl, statementQuery } from './statement.api.ts';

const topics: readonly ChangeTopic[] = ['ai_jobs', 'prices'];
const monthName = new Intl.DateTimeFormat('en-GB', {
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const titleOf = (month: string): string => monthName.format(new Date(`${month}-01`));

/** What can be chosen: from the first month with a job to this one, and what was asked for. */
const choicesOf = ({ since, asOf, month }: UsageStatement): string[] => {
  const months = monthsSince(since ?? asOf, asOf.slice(0, 7));
  return months.includes(month) ? months : [month, ...months];
};

function Statement() {
  const [search, change] = useUrlState(StatementSearch);
  const query = useQuery(statementQuery(search.month));
  useAskAgain(query);
  const { data } = query;
  const title = data ? `Statement of ${titleOf(data.month)}` : 'Monthly statement';
  return (
    <>
      <PageHead
        title={title}
        purpose="What AI jobs of a month cost by organization and model, exact to the last decimal."
        actions={
          <>
            <LinkButton to="/admin/usage">Cost & usage</LinkButton>
            <Button onClick={() => window.print()} icon={<Printer size={14} aria-hidden />}>
              Print
            </Button>
          </>
        }
      />
      <TopBarSlot slot="range">
        {data && (
          <ToolbarSelect
            label="Month"
            value={data.month}
            onChange={(month) => change({ month })}
            options={choicesOf(data).map((value) => ({ value, label: titleOf(value) }))}
          />
        )}
      </TopBarSlot>
      <QueryRefresh query={query} liveTopics={topics} />
      {data && <About shown={data} />}
      <Panel
        title="Organizations"
        query={query}
        what="the statement"
        flush
        actions={<ExportStatement month={search.month} />}
        isEmpty={({ total }) => total.jobs === 0}
        empty={
          <EmptyState
            kind={data?.since === null ? 'never' : 'filter'}
            title={
              data?.since === null
                ? 'No AI job has come yet.'
                : `No AI job in ${data ? titleOf(data.month) : 'this month'}.`
            }
          />
        }
      >
        {(shown) => <StatementTable shown={shown} />}
      </Panel>
    </>
  );
}

export const StatementPage = withSearch(StatementSearch, Statement);

/** Which days, and what the sum lacks. */
function About({ shown: { from, to, asOf, isOver, timeZone, total } }: { shown: UsageStatement }) {
  return (
    <p className="mb-4 text-compact text-muted">
      {daysText(from, to, new Date(asOf))}, days of {timeZone}
      {isOver ? '.' : '; the month is not over.'}
      {total.unpricedJobs > 0 &&
        ` ${plural(total.unpricedJobs, 'job')} without a price ${total.unpricedJobs === 1 ? 'is' : 'are'} not in the cost.`}
    </p>
  );
}

function ExportStatement({ month }: { month: string | undefined }) {
  return (
    <DownloadLink
      href={statementFileUrl(month)}
      holds="A line for each organization and model, as CSV."
      shortcut="Export the statement"
    >
      CSV
    </DownloadLink>
  );
}
