import type { IncidentResolution, IncidentStanding } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { act, type ActTarget, type ActingContext } from './act.ts';

type Action<More = object> = (
  context: ActingContext,
  target: ActTarget & More,
  by: AuditSource,
) => Promise<IncidentStanding>;

interface WithNote {
  readonly note?: string | undefined;
}

const isSame = (one: Date | null, other: Date | null): boolean =>
  one !== null && one.getTime() === other?.getTime();

/** An operator who acknowledges an incident has it from then on. */
export const acknowledge: Action = (context, target, by) =>
  act(
    context,
    target,
    {
      action: 'acknowledge',
      kind: 'acknowledged',
      changes: (before, now) => ({
        acknowledged_at: now,
        first_acknowledged_at: before.first_acknowledged_at ?? now,
        owner_before_id: before.owner_id,
        owner_id: by.actor.kind === 'operator' ? by.actor.id : before.owner_id,
      }),
    },
    by,
  );

/** As if it had not been acknowledged. */
export const unacknowledge: Action = (context, target, by) =>
  act(
    context,
    target,
    {
      action: 'unacknowledge',
      kind: 'unacknowledged',
      changes: (before) => ({
        acknowledged_at: null,
        first_acknowledged_at: isSame(before.first_acknowledged_at, before.acknowledged_at)
          ? null
          : before.first_acknowledged_at,
        owner_id: before.owner_before_id,
        owner_before_id: null,
      }),
    },
    by,
  );

export const resolve: Action<Partial<IncidentResolution>> = (
  context,
  { cause = 'unknown', note, ...target },
  by,
) =>
  act(
    context,
    target,
    {
      action: 'resolve',
      kind: 'resolved',
      note,
      details: { cause },
      changes: (_, now) => ({
        resolved_at: now,
        resolved_by_itself: false,
        cause,
        resolution_note: note ?? null,
      }),
    },
    by,
  );

export const close: Action<WithNote> = (context, { note, ...target }, by) =>
  act(
    context,
    target,
    { action: 'close', kind: 'closed', note, changes: (_, now) => ({ closed_at: now }) },
    by,
  );

export const reopen: Action<WithNote> = (context, { note, ...target }, by) =>
  act(
    context,
    target,
    {
      action: 'reopen',
      kind: 'reopened',
      note,
      changes: ({ reopenings }) => ({
        acknowledged_at: null,
        resolved_at: null,
        closed_at: null,
        resolved_by_itself: false,
        cause: null,
        resolution_note: null,
        reopenings: reopenings + 1,
      }),
    },
    by,
  );
