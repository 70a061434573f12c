import type { BulkAction, ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { CopyText } from '../../../ui/copy-text.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Outcome } from '../../../ui/selection/bulk-progress.tsx';
import { bulkLook } from '../../../ui/selection/bulk-state.tsx';
import { bulkActionQuery } from '../../../ui/selection/bulk.api.ts';
import { CancelBulkAction } from '../../../ui/selection/cancel-bulk-action.tsx';
import { nameOfBulkAction } from '../bulk-action-columns.tsx';
import { BulkActionSearch } from '../bulk-actions-search.ts';
import { outcomesUrl } from '../bulk-actions.api.ts';
import { OutcomesPanel } from './outcomes-panel.tsx';

const topics: readonly ChangeTopic[] = ['bulk_actions'];

/** One action on many rows: how far it has come, and what became of each. */
function BulkActionDetail() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(bulkActionQuery(id));
  const action = query.data;
  const title = action ? nameOfBulkAction(action) : 'Bulk action';
  return (
    <>
      <PageHead
        title={title}
        purpose="How far it has come, and what became of each row."
        {...(action && { documentTitle: `${title} · ${bulkLook(action).word}` })}
        actions={
          action && (
            <>
              <CancelBulkAction action={action} />
              <DownloadLink href={outcomesUrl(id)} shortcut="Export">
                Download CSV
              </DownloadLink>
            </>
          )
        }
      />
      <QueryRefresh query={query} liveTopics={topics} />
      <Panel title="Progress" query={query} className="mb-4">
        {(shown) => (
          <div className="grid gap-x-10 gap-y-3 lg:grid-cols-2">
            <Outcome action={shown} />
            <ActionFacts action={shown} />
          </div>
        )}
      </Panel>
      {action && <OutcomesPanel action={action} />}
    </>
  );
}

function ActionFacts({ action }: { action: BulkAction }) {
  const { createdBy, createdAt, startedAt, finishedAt, cancelledBy, note, filter } = action;
  const filters = filter && Object.entries(filter);
  return (
    <Facts>
      <Fact name="Asked for">
        <RelativeTime at={createdAt} /> by {createdBy}
      </Fact>
      {startedAt !== null && (
        <Fact name="Began">
          <RelativeTime at={startedAt} />
        </Fact>
      )}
      {finishedAt !== null && (
        <Fact name="Ended">
          <RelativeTime at={finishedAt} />
          {cancelledBy !== null && ` cancelled by ${cancelledBy}`}
        </Fact>
      )}
      <Fact name="Rows">
        {filters === null
          ? 'Selected by hand'
          : filters.length === 0
            ? 'All of the list'
            : `All that matched ${filters.map(([name, value]) => `${name}: ${value}`).join(', ')}`}
      </Fact>
      {note !== null && <Fact name="Note">{note}</Fact>}
      <Fact name="Id">
        <CopyText text={action.id} what="the id" />
      </Fact>
    </Facts>
  );
}

export const BulkActionPage = withSearch(BulkActionSearch, BulkActionDetail);
