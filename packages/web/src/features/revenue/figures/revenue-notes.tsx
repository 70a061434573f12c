import type { ReactNode } from 'react';
import { formatMoney, plural } from '../../../lib/format.ts';
import { formatMinute } from '../../../lib/time/format-time.ts';
import { Notice } from '../../../ui/notice.tsx';
import { dayText } from '../period.ts';
import type { ShownRevenue } from '../revenue.api.ts';

/** Told and not counted for longer than this: something does not go on. */
const lateMs = 2 * 60_000;

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

interface Note {
  readonly id: string;
  readonly status: 'warning' | 'info';
  readonly text: ReactNode;
}

const noteOfWaiting = ({ asOf, waitingSince, timeZone }: ShownRevenue): Note[] => {
  if (waitingSince === null || Date.parse(asOf) - Date.parse(waitingSince) < lateMs) return [];
  const since = formatMinute(new Date(waitingSince), timeZone);
  return [
    {
      id: 'waiting',
      status: 'warning',
      text: `These figures are late: what was told since ${since} is not counted yet. The worker counts it.`,
    },
  ];
};

const noteOfFailed = ({ failed }: ShownRevenue): Note[] =>
  failed === 0
    ? []
    : [
        {
          id: 'failed',
          status: 'warning',
          text: `${plural(failed, 'subscription')} that the product told of cannot be counted. The inbox, under Poisoned, says why.`,
        },
      ];

const noteOfUnconverted = ({ unconverted, currency }: ShownRevenue): Note[] => {
  if (unconverted.length === 0) return [];
  const amounts = unconverted.map(
    (one) =>
      `${formatMoney(Number(one.mrr), one.currency)} (${one.currency.toUpperCase()}) of ${plural(one.subscribers, 'subscriber')}`,
  );
  return [
    {
      id: 'unconverted',
      status: 'warning',
      text: `Not in MRR and ARPU: ${list.format(amounts)}. There is no rate to ${currency.toUpperCase()} in taffrail.config.ts.`,
    },
  ];
};

const noteOfHistory = ({ reconstructedUntil, asOf }: ShownRevenue): Note[] =>
  reconstructedUntil === null
    ? []
    : [
        {
          id: 'history',
          status: 'info',
          text: `Up to ${dayText(reconstructedUntil, new Date(asOf))} the history is reconstructed: concluded from invoices and dates, not seen as it happened.`,
        },
      ];

/** What somebody must know to read the figures. */
export function RevenueNotes({ shown }: { shown: ShownRevenue | undefined }) {
  if (!shown) return null;
  const notes = [noteOfWaiting, noteOfFailed, noteOfUnconverted, noteOfHistory].flatMap((of) =>
    of(shown),
  );
  if (notes.length === 0) return null;
  return (
    <div className="mb-4 flex flex-col gap-2">
      {notes.map(({ id, status, text }) => (
        <Notice key={id} status={status} live="off">
          {text}
        </Notice>
      ))}
    </div>
  );
}
