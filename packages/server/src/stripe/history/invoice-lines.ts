import { z } from 'zod';
import type { StripeInvoice, StripeInvoiceLine } from '../stripe-objects.ts';

const Moment = z.coerce.date();

/** What a line of an invoice tells of its subscription; stored with the invoice. */
export const InvoiceLine = z.object({
  /** The item of the subscription, or its price where items had no ids yet. */
  itemId: z.string(),
  /** Minor unit, without tax, and without what is off again and again. */
  amount: z.number(),
  startsAt: Moment,
  endsAt: Moment,
  /** For a part of a period: something changed when it starts. */
  isProration: z.boolean(),
  /** What was used before, not what is paid ahead. */
  isMetered: z.boolean(),
});
export type InvoiceLine = z.infer<typeof InvoiceLine>;

const detailsOf = ({ parent }: StripeInvoiceLine) =>
  parent?.subscription_item_details ?? parent?.invoice_item_details ?? undefined;

/** Discounts for one bill, which are no part of what recurs. */
const onceIds = ({ discount, discounts, lines }: StripeInvoice): ReadonlySet<string> => {
  const all = [discount, ...(discounts ?? []), ...(lines?.data ?? []).flatMap((l) => l.discounts)];
  return new Set(
    all.flatMap((one) => {
      if (typeof one !== 'object' || one === null || !one.id) return [];
      const coupon = one.coupon ?? one.source?.coupon;
      return typeof coupon === 'object' && coupon?.duration === 'once' ? [one.id] : [];
    }),
  );
};

const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);

const netOf = (line: StripeInvoiceLine, once: ReadonlySet<string>): number => {
  const off = (line.discount_amounts ?? []).filter(({ discount }) => !once.has(discount));
  const taxes = [
    ...(line.tax_amounts ?? []).filter(({ inclusive }) => inclusive),
    ...(line.taxes ?? []).filter(({ tax_behavior: behavior }) => behavior === 'inclusive'),
  ];
  return line.amount - sum([...off, ...taxes].map(({ amount }) => amount));
};

/** New shapes do not say: what is licensed is paid ahead, what was used when its period is over. */
const isMetered = (line: StripeInvoiceLine, endsAt: Date, invoicedAt: Date): boolean => {
  const usageType = line.price?.recurring?.usage_type ?? line.plan?.usage_type;
  if (usageType) return usageType === 'metered';
  return endsAt <= invoicedAt;
};

/** The lines that are of the invoice's own subscription. */
export const toInvoiceLines = (
  invoice: StripeInvoice,
  subscriptionId: string | undefined,
): InvoiceLine[] => {
  if (subscriptionId === undefined) return [];
  const once = onceIds(invoice);
  return (invoice.lines?.data ?? []).flatMap((line): InvoiceLine[] => {
    const details = detailsOf(line);
    const owner = line.subscription ?? details?.subscription ?? subscriptionId;
    const isProration = line.proration ?? details?.proration ?? false;
    const isOneOff =
      !isProration && (line.type === 'invoiceitem' || Boolean(line.parent?.invoice_item_details));
    if (owner !== subscriptionId || isOneOff || !line.period) return [];
    const { start: startsAt, end: endsAt } = line.period;
    if (endsAt <= startsAt) return [];
    const item = line.parent?.subscription_item_details?.subscription_item;
    return [
      {
        itemId: line.subscription_item ?? item ?? line.price?.id ?? line.plan?.id ?? '',
        amount: netOf(line, once),
        startsAt,
        endsAt,
        isProration,
        isMetered: !isProration && isMetered(line, endsAt, invoice.created),
      },
    ];
  });
};
