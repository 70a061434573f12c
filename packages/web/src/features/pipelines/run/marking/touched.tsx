import type { AlertRun } from '@taffrail/contract';
import { CopyText } from '../../../../ui/copy-text.tsx';
import { Fact, Facts } from '../../../../ui/fact.tsx';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import { causeWords } from '../alert/cause-words.ts';

/** Which run it is. */
export function Touched({ run }: { run: AlertRun }) {
  return (
    <Facts>
      <Fact name="Incident">
        {run.incident ? `#${run.incident.number} ${run.incident.title}` : 'No longer kept'}
      </Fact>
      <Fact name="Run">
        <CopyText text={run.runId} what="the id" />
      </Fact>
      <Fact name="Started">
        {causeWords[run.cause]}, <RelativeTime at={run.receivedAt} />
      </Fact>
    </Facts>
  );
}
