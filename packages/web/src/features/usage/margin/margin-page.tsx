import type { ChangeTopic, OrganizationMargin, UsageRange } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useAskAgain } from '../../../lib/live/use-ask-again.ts';
import { useAskedDays } from '../../../lib/time/asked-days.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { ChooseDays } from '../../../ui/choose-days.tsx';
import { nameOf } from '../../../ui/customer-name.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Link } from '../../../ui/link.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { TopBarSlot } from '../../../ui/page-slots.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshControl } from '../../../ui/refresh-control.tsx';
import { usageRanges } from '../usage-ranges.ts';
import { daysText } from '../words.ts';
import { marginFileUrl, marginQuery, type ShownMargin } from './margin.api.ts';
import { marginColumns } from './margin-columns.tsx';
import { MarginFigures } from './margin-figures.tsx';
import { MarginSearch } from './margin-search.ts';

const topics: readonly ChangeTopic[] = ['ai_jobs', 'prices', 'revenue'];

const rowId = ({ organization }: OrganizationMargin): string => organization.id;

function Margins() {
  const [search, change] = useUrlState(MarginSearch);
  const written = search.range ?? usageRanges.usual;
  const range = useAskedDays(written, usageRanges);
  const margin = useQuery(marginQuery(range));
  useAskAgain(margin);
  const { data, isFetching, refetch } = margin;
  const refresh = useCallback(() => void refetch(), [refetch]);
  return (
    <>
      <PageHead
        title="Margin"
        purpose="What each organization pays beside what its AI jobs cost, the largest loss first."
        actions={
          <LinkButton to="/admin/usage" search={{ range: search.range } as never}>
            Cost & usage
          </LinkButton>
        }
      />
      <TopBarSlot slot="range">
        <ChooseDays
          ranges={usageRanges}
          range={written}
          onRange={(next) => change({ range: next })}
        />
      </TopBarSlot>
      <TopBarSlot slot="refresh">
        <RefreshControl
          asOf={data && new Date(data.asOf)}
          refreshing={isFetching}
          onRefresh={refresh}
          liveTopics={topics}
        />
      </TopBarSlot>
      {data && <About shown={data} />}
      {data && <MarginFigures shown={data} />}
      <Panel
        title="Organizations"
        query={margin}
        what="margins"
        flush
        actions={<ExportMargin range={range} />}
        isEmpty={({ rows }) => rows.length === 0}
        empty={<NothingToWeigh shown={data} />}
      >
        {(shown) => <Organizations shown={shown} />}
      </Panel>
    </>
  );
}

export const MarginPage = withSearch(MarginSearch, Margins);

/** Which days, in which money; and what the comparison lacks. */
function About({ shown }: { shown: ShownMargin }) {
  const { from, to, currency, usdRate, isRevenueConnected } = shown;
  const code = currency.toUpperCase();
  return (
    <>
      <p className="mb-4 text-compact text-muted">
        {daysText(from, to, new Date(shown.asOf))}. Each day earns its share of what is paid every
        month.
        {usdRate !== null && currency !== 'usd' && ` 1 USD = ${usdRate} ${code}, as configured.`}
      </p>
      {usdRate === null && (
        <Notice status="warning" live="off" className="mb-4">
          Revenue is in {code} and AI cost in USD, and no rate is configured: add{' '}
          <code className="font-mono text-compact">revenue.rates.usd</code> to the configuration to
          see margins.
        </Notice>
      )}
      {!isRevenueConnected && (
        <Notice status="info" live="off" className="mb-4">
          Nobody has told of a subscription yet, so everything shows as a loss.{' '}
          <Link to="/admin/operations/overview">Connect billing</Link>
        </Notice>
      )}
    </>
  );
}

function NothingToWeigh({ shown }: { shown: ShownMargin | undefined }) {
  return (
    <EmptyState
      kind={shown?.since === null ? 'never' : 'filter'}
      title={
        shown?.since === null
          ? 'No AI job has come yet, and nobody pays.'
          : 'No organization paid or had an AI job in this range.'
      }
    />
  );
}

function Organizations({ shown }: { shown: ShownMargin }) {
  const more = shown.organizations - shown.rows.length;
  return (
    <>
      <DataTable
        caption="Revenue and AI cost of organizations"
        columns={marginColumns(shown)}
        rows={shown.rows}
        rowId={rowId}
        rowName={({ organization }) => nameOf(organization)}
      />
      {more > 0 && (
        <p className="border-t border-line px-4 py-2 text-compact text-muted">
          {more} more with a larger margin. The CSV has every organization.
        </p>
      )}
    </>
  );
}

function ExportMargin({ range }: { range: UsageRange }) {
  return (
    <DownloadLink
      href={marginFileUrl(range)}
      holds="Every organization, as CSV."
      shortcut="Export the margins"
    >
      CSV
    </DownloadLink>
  );
}
