import type { Activity } from '@taffrail/contract';
import { ArrowUp } from 'lucide-react';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../ui/button.tsx';
import { Link } from '../../ui/link.tsx';
import { NothingCameYet } from '../../ui/nothing-came-yet.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useRowFocus } from '../../ui/use-row-focus.ts';
import type { RecentActionsState } from './use-recent-actions.ts';

/** How the activity log puts an action into words, and its address of it. */
export interface ActivityWords {
  readonly sentenceFor: (activity: Activity) => { actor: string; did: string; where: string };
  readonly searchOfEvent: (activity: Activity) => { range: string; peek: string };
}

interface RecentActionsProps {
  recent: RecentActionsState;
  words: ActivityWords;
  /** False where j and k belong to another list of the page. */
  hasKeys: boolean;
}

export function RecentActions({ recent, words, hasKeys }: RecentActionsProps) {
  const { query, rows, newCount, show } = recent;
  const panel = useRef<HTMLDivElement>(null);
  /** The button goes: whoever pressed it goes on at what has come. */
  const take = (): void => {
    flushSync(show);
    panel.current?.querySelector<HTMLElement>('[data-row-primary]')?.focus();
  };
  return (
    <div ref={panel}>
      <Panel
        title="Recent actions"
        // What comes by itself shows in the count of new ones; a bar would blink every few seconds.
        query={{ ...query, data: rows, isFetching: query.isLoading }}
        flush
        skeleton={<SkeletonRows rows={10} />}
        actions={
          <>
            {newCount > 0 && <NewActions count={newCount} onShow={take} />}
            <Link to="/admin/activity">All activity</Link>
          </>
        }
        isEmpty={(actions) => actions.length === 0}
        empty={
          <NothingCameYet title="No action has come in the last 90 days.">
            The <Link to="/admin/first-steps">first steps</Link> show how one is sent.
          </NothingCameYet>
        }
      >
        {(actions) => <Actions actions={actions} words={words} hasKeys={hasKeys} />}
      </Panel>
    </div>
  );
}

/** Rows do not move under the cursor: those that have come wait until they are asked for. */
function NewActions({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <Button look="secondary" icon={<ArrowUp size={14} aria-hidden />} onClick={onShow}>
      {count < 10 ? count : '10 or more'} new
    </Button>
  );
}

interface ActionsProps extends Omit<RecentActionsProps, 'recent'> {
  actions: readonly Activity[];
}

function Actions({ actions, words, hasKeys }: ActionsProps) {
  const [list] = useRowFocus<HTMLUListElement>(
    actions.map(({ id }) => id),
    hasKeys,
  );
  return (
    <ul ref={list} aria-label="Recent actions, newest first">
      {actions.map((activity) => (
        <li key={activity.id} data-row-id={activity.id} className="border-t border-line">
          <Link
            to="/admin/activity"
            search={words.searchOfEvent(activity)}
            data-row-primary
            className="flex min-h-(--row) items-baseline gap-x-3 px-4 py-1.5 text-compact text-text -outline-offset-2 hover:bg-sunken hover:no-underline max-sm:flex-col"
          >
            <RelativeTime at={activity.createdAt} className="w-28 shrink-0 text-muted" />
            <Sentence {...words.sentenceFor(activity)} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Sentence({ actor, did, where }: ReturnType<ActivityWords['sentenceFor']>) {
  return (
    <span className="min-w-0 break-words">
      <span className="font-medium">{actor}</span> {did}{' '}
      {where && <span className="text-muted">{where}</span>}
    </span>
  );
}
