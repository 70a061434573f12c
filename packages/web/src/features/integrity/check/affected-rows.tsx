import { exportIntegrityRows, type IntegrityCheckDetail } from '@taffrail/contract';
import { Download } from 'lucide-react';
import { urlOf } from '../../../lib/api.ts';
import { formatCount } from '../../../lib/format.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { CopyText } from '../../../ui/copy-text.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';

const uuidLength = 36;

/** Which rows these are, and how they would be mended: both by hand, the console reads no rows. */
export function AffectedRows({ check }: { check: IntegrityCheckDetail }) {
  const { latest, sampleIds, selectSql, repairSql } = check;
  return (
    <PanelFrame title="Affected rows">
      <div className="flex flex-col gap-4">
        {latest.count === 0 && <Status status="ok">No row is affected.</Status>}
        {latest.count === null && <Status status="unknown">Which rows is unknown.</Status>}
        {sampleIds.length > 0 && (
          <Samples id={check.id} ids={sampleIds} count={latest.count ?? 0} />
        )}
        <div>
          <h3 className="mb-1 font-medium">See such rows</h3>
          <CodeBlock code={selectSql} what="the SELECT that shows the rows" />
        </div>
        <div>
          <h3 className="mb-1 font-medium">Repair such rows</h3>
          {repairSql === null ? (
            <p className="text-muted">The configuration offers no statement for these.</p>
          ) : (
            <>
              <Notice status="warning" live="off" className="mb-2">
                The console never runs this, nor could it. Read it, change it where your product
                needs something else, and look at what it did before you commit.
              </Notice>
              <CodeBlock code={repairSql} what="the repair statement" />
            </>
          )}
        </div>
      </div>
    </PanelFrame>
  );
}

interface SamplesProps {
  /** Of the check. */
  id: string;
  ids: readonly string[];
  count: number;
}

function Samples({ id: check, ids, count }: SamplesProps) {
  return (
    <div>
      <div className="mb-1 flex flex-wrap items-center justify-between gap-x-4">
        <h3 className="font-medium">
          {count > ids.length
            ? `Ids of ${ids.length} of ${formatCount(count)} rows`
            : `Ids of ${count === 1 ? 'the row' : `all ${ids.length} rows`}`}
        </h3>
        <a
          href={urlOf(exportIntegrityRows, { params: { id: check } })}
          download
          title="The audit log keeps who exported what."
          className={buttonClass()}
        >
          <Download size={14} aria-hidden />
          Export ids
        </a>
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {ids.map((id) => (
          <li key={id}>
            <CopyText text={id} what={`the id ${id}`} length={uuidLength} />
          </li>
        ))}
      </ul>
    </div>
  );
}
