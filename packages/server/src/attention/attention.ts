import {
  AttentionKind,
  mostAttention,
  Severity,
  type Attention,
  type AttentionItem,
} from '@taffrail/contract';
import { may, type Caller } from '../access/caller.ts';
import { keepCostly } from '../platform/reading/keep-costly.ts';
import type { AttentionContext, AttentionSource, Found } from './kinds/attention-kind.ts';
import { failedFixes } from './kinds/autofix.ts';
import { overspentBudgets } from './kinds/budgets.ts';
import { failedRuns } from './kinds/failed-runs.ts';
import { overdueHeartbeats } from './kinds/heartbeats.ts';
import { activeIncidents } from './kinds/incidents.ts';
import { failingIntegrity } from './kinds/integrity.ts';
import { badLoadTests } from './kinds/load-tests.ts';
import { lateSources } from './kinds/sources.ts';

/** In the order of the contract's kinds. */
const sources: readonly AttentionSource[] = [
  activeIncidents,
  overdueHeartbeats,
  overspentBudgets,
  failedRuns,
  failingIntegrity,
  badLoadTests,
  lateSources,
  failedFixes,
];

interface ReadKind extends Pick<AttentionSource, 'kind' | 'permission'> {
  /** Undefined where it failed. */
  readonly found: Found | undefined;
}

interface Everything {
  readonly asOf: Date;
  readonly kinds: readonly ReadKind[];
}

/** That one kind cannot be read must not hide an incident. */
const readKind = async (
  context: AttentionContext,
  { kind, permission, find }: AttentionSource,
  asOf: Date,
): Promise<ReadKind> => {
  try {
    return { kind, permission, found: await find(context, asOf) };
  } catch (error) {
    context.log.warn({ err: error, kind }, 'what may need somebody could not be read');
    return { kind, permission, found: undefined };
  }
};

/** At the same time: one after another, each would wait for its turn where alerts come by the hundred. */
const readEverything = async (context: AttentionContext): Promise<Everything> => {
  const asOf = context.clock.now();
  const kinds = await Promise.all(sources.map((source) => readKind(context, source, asOf)));
  return { asOf, kinds };
};

const rankOf = ({ severity, kind, incident }: AttentionItem): number =>
  Severity.options.indexOf(severity) * 100 +
  AttentionKind.options.indexOf(kind) * 10 +
  (incident?.state === 'acknowledged' ? 1 : 0);

const timeOf = ({ at }: AttentionItem): number => (at === null ? 0 : Date.parse(at));

/** The most severe first, of these what nobody has taken up, the newest first. */
export const rankItems = (items: readonly AttentionItem[]): AttentionItem[] =>
  items.toSorted((a, b) => rankOf(a) - rankOf(b) || timeOf(b) - timeOf(a));

const show = ({ asOf, kinds }: Everything, caller: Caller): Attention => {
  const readable = kinds.filter(({ permission }) => may(caller, permission));
  return {
    asOf: asOf.toISOString(),
    items: rankItems(readable.flatMap(({ found }) => found?.items ?? [])).slice(0, mostAttention),
    parts: kinds.map(({ kind, permission, found }) => {
      if (!may(caller, permission)) return { kind, state: 'forbidden', count: 0 };
      return found
        ? { kind, state: 'shown', count: found.count }
        : { kind, state: 'failed', count: 0 };
    }),
  };
};

/** What needs somebody now, of what the caller may read. */
export const createAttention = (context: AttentionContext, changedAt?: () => number) => {
  const read = keepCostly(
    context,
    () => readEverything(context),
    ({ kinds }) => kinds.every(({ found }) => found !== undefined),
    changedAt,
  );
  return async (caller: Caller): Promise<Attention> => show(await read(), caller);
};
