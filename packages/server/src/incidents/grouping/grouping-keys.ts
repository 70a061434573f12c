import type { GroupingRules } from '@taffrail/contract';
import { createHash } from 'node:crypto';
import type { AlertChange } from './alert-change.ts';

/** Digests: what they are made of may be long, and is text from outside. */
export interface GroupingKeys {
  /** Of the group that the source says it is in. */
  readonly source: string | undefined;
  /** Of the labels that the rules name; only an alert that has all of them has one. */
  readonly labels: string | undefined;
}

type Groupable = Pick<AlertChange, 'sourceKind' | 'sourceId' | 'groupKey' | 'service' | 'labels'>;

const digest = (prefix: string, parts: readonly unknown[]): string =>
  `${prefix}:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`;

const valueOf = ({ service, labels }: Groupable, label: string): string | undefined => {
  const told = Object.hasOwn(labels, label) ? labels[label] : undefined;
  const value = label === 'service' ? (service ?? told) : told;
  return value === '' ? undefined : value;
};

const labelPairs = (alert: Groupable, names: readonly string[]): [string, string][] =>
  [...new Set(names)].toSorted().flatMap((name) => {
    const value = valueOf(alert, name);
    return value === undefined ? [] : [[name, value] satisfies [string, string]];
  });

export const groupingKeysOf = (alert: Groupable, rules: GroupingRules): GroupingKeys => {
  const { sourceKind, sourceId, groupKey } = alert;
  const pairs = labelPairs(alert, rules.labels);
  const hasAll = pairs.length > 0 && pairs.length === new Set(rules.labels).size;
  return {
    source:
      rules.bySourceGroup && groupKey !== null
        ? digest('group', [sourceKind, sourceId, groupKey])
        : undefined,
    labels: hasAll ? digest('labels', pairs) : undefined,
  };
};
