import type { IntegrityCheckDetail } from '@taffrail/contract';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';
import { AffectedList } from './affected/affected-list.tsx';

/** Which rows these are, and how they would be mended: that by hand. */
export function AffectedRows({ check }: { check: IntegrityCheckDetail }) {
  const { latest, selectSql, repairSql } = check;
  return (
    <PanelFrame title="Affected rows">
      <div className="flex flex-col gap-4">
        {latest.count === 0 && <Status status="ok">No row is affected.</Status>}
        {latest.count === null && <Status status="unknown">Which rows is unknown.</Status>}
        {latest.count !== 0 && <AffectedList check={check} />}
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
