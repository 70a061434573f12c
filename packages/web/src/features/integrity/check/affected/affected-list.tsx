import { exportIntegrityRows, type IntegrityCheckDetail } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { urlOf } from '../../../../lib/api.ts';
import { formatCount } from '../../../../lib/format.ts';
import { usePaging } from '../../../../lib/url/use-paging.ts';
import { useUrlState } from '../../../../lib/url/url-state.ts';
import { CopyText } from '../../../../ui/copy-text.tsx';
import { DownloadLink } from '../../../../ui/download-link.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { ExternalLink } from '../../../../ui/external-link.tsx';
import { Pager } from '../../../../ui/pager.tsx';
import { productFailureSentence } from '../../../../ui/product-failure-words.ts';
import { SkeletonRows } from '../../../../ui/skeleton.tsx';
import { Status } from '../../../../ui/status.tsx';
import { affectedQuery } from '../../integrity.api.ts';
import { CheckSearch } from '../check-search.ts';

const uuidLength = 36;

/** All affected rows as the product's database has them now, by their ids. */
export function AffectedList({ check }: { check: IntegrityCheckDetail }) {
  const [{ after }] = useUrlState(CheckSearch);
  const paging = usePaging(after);
  const query = useQuery(affectedQuery(check, after));
  const { data: page, error } = query;
  if (error)
    return <ErrorState what="the rows" error={error} onRetry={() => void query.refetch()} />;
  if (!page) return <SkeletonRows />;
  const { items, nextCursor, failure } = page;
  if (failure !== null)
    return (
      <Status status="unknown">
        {productFailureSentence(failure)}: which rows these are now is unknown.
      </Status>
    );
  return (
    <div>
      <div className="mb-1 flex flex-wrap items-center justify-between gap-x-4">
        <h3 className="font-medium">
          {formatCount(items.length)} of{' '}
          {formatCount(Math.max(check.latest.count ?? 0, items.length))} rows, as they are now
        </h3>
        <DownloadLink href={urlOf(exportIntegrityRows, { params: { id: check.id } })}>
          Export ids
        </DownloadLink>
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {items.map(({ id, url }) => (
          <li key={id} className="min-w-0">
            {url === null ? (
              <CopyText text={id} what={`the id ${id}`} length={uuidLength} />
            ) : (
              <ExternalLink href={url} className="min-h-6 wrap-anywhere">
                {id}
              </ExternalLink>
            )}
          </li>
        ))}
      </ul>
      {(paging.toNewer || nextCursor !== null) && (
        <Pager
          onNewer={paging.toNewer}
          onOlder={nextCursor === null ? undefined : () => paging.toOlder(nextCursor)}
          names={['Back', 'More']}
        />
      )}
    </div>
  );
}
