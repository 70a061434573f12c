import { replayLimit, type InboxDepth, type SourceKind } from '@taffrail/contract';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { formatCount, plural } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { toast } from '../../ui/toast.ts';
import { kindTitles } from '../../ui/source-kinds.ts';
import { useReplayPoisoned } from './inbox.api.ts';

interface ReplayPoisonedProps {
  depth: InboxDepth;
  /** Only those of this kind. */
  kind: SourceKind | undefined;
}

/** What was counted is what is replayed: those poisoned since then are not. */
export function ReplayPoisoned({ depth, kind }: ReplayPoisonedProps) {
  const [asked, setAsked] = useState<InboxDepth>();
  const { mutateAsync } = useReplayPoisoned();
  const { poisoned } = asked ?? depth;
  const count = Math.min(poisoned, replayLimit);
  const deliveries = plural(count, 'poisoned delivery', 'poisoned deliveries');
  const replay = async (): Promise<void> => {
    const { replayed } = await mutateAsync({ kind, poisonedUntil: (asked ?? depth).asOf });
    toast('ok', `${plural(replayed, 'delivery is', 'deliveries are')} read again`);
  };
  return (
    <>
      <Button
        icon={<RotateCcw size={14} aria-hidden />}
        disabledReason={depth.poisoned === 0 ? 'Nothing is poisoned.' : undefined}
        onClick={() => setAsked(depth)}
      >
        Replay all poisoned
      </Button>
      <Confirm
        open={asked !== undefined}
        onOpenChange={(open) => setAsked(open ? depth : undefined)}
        title={`Replay ${deliveries}?`}
        action={`Replay ${formatCount(count)}`}
        onConfirm={replay}
      >
        <p>
          {kind === undefined ? 'Each' : `Each of ${kindTitles[kind]}`} is read again, as if it had
          just come. What still cannot be read comes back here; what was read before is not counted
          twice.
        </p>
        {poisoned > count && (
          <p className="mt-2">
            These are the oldest of {formatCount(poisoned)}: at most {formatCount(replayLimit)} are
            replayed at once.
          </p>
        )}
      </Confirm>
    </>
  );
}
