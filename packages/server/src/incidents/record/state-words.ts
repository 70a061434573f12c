import type { IncidentEventKind } from '@taffrail/contract';

/** Who did what last, as a conflict tells it. */
export interface LastAct {
  readonly kind: IncidentEventKind;
  readonly at: Date;
  readonly by: { readonly kind: 'operator' | 'api_key' | 'system'; readonly name: string };
  /** In `assigned`: who has it now. */
  readonly owner: string | null;
}

const steps = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** `5 s ago` */
export const agoText = (at: Date, now: Date): string => {
  const seconds = Math.floor((now.getTime() - at.getTime()) / 1_000);
  for (const [unit, size] of steps)
    if (seconds >= size) return `${Math.floor(seconds / size)} ${unit} ago`;
  return 'just now';
};

const done: Readonly<Partial<Record<IncidentEventKind, string>>> = {
  opened: 'opened it',
  acknowledged: 'acknowledged it',
  unacknowledged: 'took the acknowledgement back',
  resolved: 'resolved it',
  closed: 'closed it',
  reopened: 'reopened it',
  merged_into: 'merged it into another',
};

const bySelf: Readonly<Partial<Record<IncidentEventKind, string>>> = {
  opened: 'It was opened',
  resolved: 'It resolved by itself',
  reopened: 'It fired again and was reopened',
};

/** `Maria acknowledged it 5 s ago.` */
export const lastActText = ({ kind, at, by, owner }: LastAct, now: Date): string => {
  const ago = agoText(at, now);
  const itself = by.kind === 'system' ? bySelf[kind] : undefined;
  if (itself !== undefined) return `${itself} ${ago}.`;
  const deed =
    kind === 'assigned'
      ? owner === null
        ? 'took it from its owner'
        : `gave it to ${owner}`
      : (done[kind] ?? 'changed it');
  return `${by.name} ${deed} ${ago}.`;
};
