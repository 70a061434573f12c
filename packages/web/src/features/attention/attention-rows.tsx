import type { AttentionItem } from '@taffrail/contract';
import { useLayoutEffect, useRef, type RefObject } from 'react';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Button } from '../../ui/button.tsx';
import { Link } from '../../ui/link.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { useRowFocus } from '../../ui/use-row-focus.ts';
import { kindText, kindWords, targetOf, titleOf } from './attention-words.ts';
import { useDeeds, type Deeds } from './use-deeds.ts';

const idOf = ({ kind, recordId }: AttentionItem): string => `${kind}:${recordId}`;

/** At most seven, the worst first, each with the one thing to do about it. */
export function AttentionRows({ items }: { items: readonly AttentionItem[] }) {
  const ids = items.map(idOf);
  const [list, activeId] = useRowFocus<HTMLUListElement>(ids);
  const deeds = useDeeds();
  useKeptFocus(list, activeId);
  const active = items.find((item) => idOf(item) === activeId);
  const hasIncidents = items.some(({ incident }) => incident !== null);
  useShortcut(
    'a',
    'Acknowledge the incident',
    hasIncidents && (() => active && deeds.run(active, 'acknowledge')),
    'Needs attention',
  );
  useShortcut(
    'd',
    'Resolve the incident',
    hasIncidents && (() => active && deeds.run(active, 'resolve')),
    'Needs attention',
  );
  return (
    <ul ref={list} aria-label="What needs attention, the worst first">
      {items.map((item) => (
        <Row key={idOf(item)} item={item} deeds={deeds} isActive={idOf(item) === activeId} />
      ))}
    </ul>
  );
}

interface RowProps {
  item: AttentionItem;
  deeds: Deeds;
  isActive: boolean;
}

function Row({ item, deeds, isActive }: RowProps) {
  const { severity, detail, at, incident } = item;
  const kind = kindText(item);
  return (
    <li
      data-row-id={idOf(item)}
      className="grid min-h-(--row) grid-cols-[5.5rem_minmax(0,1fr)_auto] items-center gap-x-3 border-t border-line px-4 py-1.5 text-compact hover:bg-sunken max-sm:grid-cols-[minmax(0,1fr)_auto]"
    >
      <span className="max-sm:col-span-2">
        <SeverityMark severity={severity} />
        {incident?.state === 'acknowledged' && (
          <span className="ml-2 text-muted sm:hidden">Acknowledged</span>
        )}
      </span>
      <span className="min-w-0">
        <span className="flex flex-wrap items-baseline gap-x-2">
          {kind && <span className="text-muted">{kind}</span>}
          <Link
            {...targetOf(item)}
            data-row-primary
            tabIndex={isActive ? 0 : -1}
            className="min-w-0 font-medium break-words text-text"
          >
            {titleOf(item)}
          </Link>
          {incident?.state === 'acknowledged' && (
            <span className="text-muted max-sm:hidden">Acknowledged</span>
          )}
        </span>
        <span className="block truncate text-muted" title={detail ?? undefined}>
          {detail}
          {detail !== null && at !== null && ' · '}
          {at !== null && <RelativeTime at={at} />}
        </span>
      </span>
      <PrimaryAction item={item} deeds={deeds} />
    </li>
  );
}

const deedWords = { acknowledge: 'Acknowledge', resolve: 'Resolve' } as const;

function PrimaryAction({ item, deeds }: Pick<RowProps, 'item' | 'deeds'>) {
  const next = deeds.nextOf(item);
  const words = kindWords[item.kind].look;
  if (next === undefined)
    return (
      <LinkButton {...targetOf(item)} size="row" aria-label={`${words}: ${titleOf(item)}`}>
        {words}
      </LinkButton>
    );
  return (
    <Button
      size="row"
      pending={deeds.pendingId === item.recordId}
      onClick={() => deeds.run(item, next)}
      aria-label={`${deedWords[next]} ${titleOf(item)}`}
    >
      {deedWords[next]}
    </Button>
  );
}

/** A row that moves is taken out and put back, and would lose the focus by it. */
const useKeptFocus = (list: RefObject<HTMLElement | null>, activeId: string | undefined): void => {
  const isWithin = useRef(false);
  useLayoutEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      isWithin.current = target instanceof Node && (list.current?.contains(target) ?? false);
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [list]);
  // After every render: what has moved is seen only there.
  useLayoutEffect(() => {
    if (!isWithin.current || document.activeElement !== document.body) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row-id]') ?? [])];
    const row = rows.find(({ dataset }) => dataset['rowId'] === activeId) ?? rows[0];
    row?.querySelector<HTMLElement>('[data-row-primary]')?.focus();
  });
};
