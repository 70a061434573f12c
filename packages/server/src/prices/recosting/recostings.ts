import { startRecosting, type Recosting, type RecostingState } from '@taffrail/contract';
import type { z } from 'zod';
import { recordAudit, type AuditSource } from '../../access/audit.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import { uuidV7 } from '../../platform/ids.ts';
import type { AppContext } from '../../slice.ts';
import { lockPrices } from '../prices.store.ts';
import {
  deleteChanges,
  enqueueRecosting,
  findUnderWay,
  insertRecosting,
  lockRecosting,
  readBookMark,
  updateRecosting,
  type RecostingRow,
} from './recostings.store.ts';
import { toRecosting } from './to-recosting.ts';

type RecostingRules = Pick<AppContext, 'db' | 'clock'>;

const requireNoneUnderWay = async (tx: Transaction): Promise<void> => {
  // Whoever sets a price waits, too: the book that is previewed is the one that is marked.
  await lockPrices(tx);
  if (await findUnderWay(tx))
    raise('conflict', { message: 'Costs are being looked at or moved already: wait for the end.' });
};

/** Begins to look what jobs would cost; the rest is the job's. */
export const beginRecosting = (
  { db, clock }: RecostingRules,
  wanted: z.output<typeof startRecosting.body>,
  by: AuditSource,
): Promise<Recosting> =>
  db.transaction().execute(async (tx) => {
    await requireNoneUnderWay(tx);
    const id = uuidV7(clock);
    await insertRecosting(tx, {
      id,
      created_at: clock.now(),
      created_by: by.actor.label,
      state: 'previewing',
      from_at: new Date(wanted.from),
      to_at: new Date(wanted.to),
      provider: wanted.provider ?? null,
      model: wanted.model ?? null,
      book: await readBookMark(tx),
    });
    await enqueueRecosting(tx, id);
    await recordAudit(tx, clock, {
      by,
      action: 'recosting.previewed',
      target: { type: 'recosting', id },
      after: { ...wanted },
    });
    return toRecosting(await lockRecosting(tx, id));
  });

interface Step {
  readonly action: `recosting.${string}`;
  readonly from: readonly RecostingState[];
  readonly to: RecostingState;
}

const sumOf = ({ preview }: Recosting): object =>
  preview ? { jobs: preview.jobs, fromUsd: preview.fromUsd, toUsd: preview.toUsd } : {};

const changeState = (
  { db, clock }: RecostingRules,
  { id, by, step }: { id: string; by: AuditSource; step: Step },
  check: (tx: Transaction, row: RecostingRow) => Promise<void>,
): Promise<Recosting> =>
  db.transaction().execute(async (tx) => {
    const row = await lockRecosting(tx, id);
    const { state, ...before } = toRecosting(row);
    if (!step.from.includes(state))
      raise('conflict', { message: `This is not possible of one that is ${state}.` });
    await check(tx, row);
    const isOver = step.to === 'discarded';
    const start = {
      position_at: null,
      position_id: null,
      rows_done: 0,
      rows_total: before.preview?.jobs ?? 0,
      skipped: 0,
    };
    await updateRecosting(tx, id, {
      state: step.to,
      ...(isOver ? { finished_at: clock.now() } : { ...start, finished_at: null }),
    });
    await enqueueRecosting(tx, id);
    await recordAudit(tx, clock, {
      by,
      action: step.action,
      target: { type: 'recosting', id },
      before: { state, ...sumOf({ state, ...before }) },
      after: { state: step.to },
    });
    return toRecosting(await lockRecosting(tx, id));
  });

type Asked = { readonly id: string; readonly by: AuditSource };

/** Only what was shown is applied: with another price book it is looked at again. */
export const applyRecosting = (rules: RecostingRules, asked: Asked): Promise<Recosting> => {
  const step = { action: 'recosting.applied', from: ['previewed'], to: 'applying' } as const;
  return changeState(rules, { ...asked, step }, async (tx, row) => {
    await requireNoneUnderWay(tx);
    if ((await readBookMark(tx)) !== row.book)
      raise('conflict', { message: 'Prices have changed since this preview: look again.' });
  });
};

/** Also of one that is being applied: what was moved until then is moved back. */
export const takeBackRecosting = (rules: RecostingRules, asked: Asked): Promise<Recosting> => {
  const step = {
    action: 'recosting.taken_back',
    from: ['applied', 'applying'],
    to: 'taking_back',
  } as const;
  return changeState(rules, { ...asked, step }, async (tx, { state }) => {
    if (state === 'applied') await requireNoneUnderWay(tx);
  });
};

export const discardRecosting = (rules: RecostingRules, asked: Asked): Promise<Recosting> => {
  const step = {
    action: 'recosting.discarded',
    from: ['previewing', 'previewed'],
    to: 'discarded',
  } as const;
  return changeState(rules, { ...asked, step }, async (tx, { id }) => deleteChanges(tx, id));
};
