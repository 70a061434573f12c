import type { AutofixCounts, AutofixOutcome, AutofixTrigger } from '@taffrail/contract';
import { cx } from '../../../lib/class-names.ts';
import { formatCount, formatRate } from '../../../lib/format.ts';
import { Link } from '../../../ui/link.tsx';
import { SourceBadge } from '../marks.tsx';
import type { AutofixPageState } from '../use-autofix-page.ts';

interface BySourceProps {
  page: AutofixPageState;
  triggers: readonly AutofixTrigger[];
  counts: Readonly<Record<AutofixTrigger, AutofixCounts>>;
}

const outcomes: readonly AutofixOutcome[] = ['fixed', 'skipped', 'failed'];
const heading = 'pb-1 pl-3 text-right font-medium whitespace-nowrap';

/** The same by what set the agent to work, with the share that was fixed. */
export function BySource({ page, triggers, counts }: BySourceProps) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-compact">
        <caption className="sr-only">Attempts by source</caption>
        <thead className="text-muted">
          <tr>
            <th scope="col" className="pb-1 text-left font-medium">
              Source
            </th>
            <th scope="col" className={heading}>
              Attempts
            </th>
            <th scope="col" className={heading}>
              Fixed
            </th>
            <th scope="col" className={cx(heading, 'max-sm:hidden')}>
              Skipped
            </th>
            <th scope="col" className={heading}>
              Failed
            </th>
            <th scope="col" className={heading}>
              Fix rate
            </th>
          </tr>
        </thead>
        <tbody>
          {triggers.map((trigger) => {
            const { attempts, fixed, ...others } = counts[trigger];
            const shown = { fixed, ...others };
            return (
              <tr key={trigger} className="h-8 border-t border-line">
                <th scope="row" className="text-left font-normal">
                  <SourceBadge trigger={trigger} />
                </th>
                <td className="pl-3 text-right">
                  <Count page={page} filter={{ trigger, outcome: undefined }} count={attempts} />
                </td>
                {outcomes.map((outcome) => (
                  <td
                    key={outcome}
                    className={cx('pl-3 text-right', outcome === 'skipped' && 'max-sm:hidden')}
                  >
                    <Count page={page} filter={{ trigger, outcome }} count={shown[outcome]} />
                  </td>
                ))}
                <td className="pl-3 text-right whitespace-nowrap">
                  {attempts === 0 ? (
                    <span className="text-muted">–</span>
                  ) : (
                    <span title={`${fixed} of ${attempts}`}>{formatRate(fixed / attempts)}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface CountProps {
  page: AutofixPageState;
  filter: { trigger: AutofixTrigger; outcome: AutofixOutcome | undefined };
  count: number;
}

/** Leads to the rows that it counts, where there are any. */
function Count({ page, filter, count }: CountProps) {
  if (count === 0) return <span className="text-muted">0</span>;
  return (
    <Link
      to="."
      search={page.searchWith({ ...filter, fate: undefined }) as never}
      resetScroll={false}
    >
      {formatCount(count)}
    </Link>
  );
}
