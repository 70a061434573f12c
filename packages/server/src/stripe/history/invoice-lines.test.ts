import { describe, expect, it } from 'vitest';
import { makeInvoice, makeLine, seconds } from '../../../test/outside/stripe/objects.ts';
import { StripeInvoice, readAs } from '../stripe-objects.ts';
import { toInvoiceLines } from './invoice-lines.ts';

const day = (number: number): Date => new Date(Date.UTC(2026, 0, 1 + number));
const now = { cents: 2_000, from: day(0), to: day(31) };

const read = (line: object, over: object = {}) => {
  const given = makeInvoice('in_1', day(0), { lines: { data: [line], has_more: false }, ...over });
  return toInvoiceLines(readAs(StripeInvoice, given, 'The invoice'), 'sub_1');
};

const line = {
  itemId: 'si_sub_1',
  amount: 2_000,
  startsAt: day(0),
  endsAt: day(31),
  isProration: false,
  isMetered: false,
};
const period = { start: seconds(day(0)), end: seconds(day(31)) };

describe('toInvoiceLines', () => {
  it('reads what Stripe sends since 2025-03-31', () => {
    expect(read(makeLine(now))).toEqual([line]);
    expect(read(makeLine({ ...now, isProration: true }))).toEqual([{ ...line, isProration: true }]);
  });

  it.each([
    [
      'before',
      { type: 'subscription', subscription: 'sub_1', subscription_item: 'si_sub_1', period },
      line,
    ],
    [
      'when items had no ids',
      { type: 'subscription', period, plan: { id: 'gold', currency: 'eur', interval: 'month' } },
      { ...line, itemId: 'gold' },
    ],
    [
      'with a part of a period',
      {
        type: 'invoiceitem',
        proration: true,
        subscription: 'sub_1',
        subscription_item: 'si_2',
        period,
      },
      { ...line, itemId: 'si_2', isProration: true },
    ],
  ])('reads what it sent %s', (_, given, expected) => {
    expect(read({ id: 'il_1', object: 'line_item', amount: 2_000, ...given })).toEqual([expected]);
  });

  it.each([
    [
      'what is off again and again',
      { discount_amounts: [{ amount: 500, discount: 'di_1' }] },
      {},
      1_500,
    ],
    [
      'but not what was off once',
      { discount_amounts: [{ amount: 500, discount: 'di_1' }] },
      {
        discounts: [
          { id: 'di_1', start: 0, coupon: { id: 'c', duration: 'once', amount_off: 500 } },
        ],
      },
      2_000,
    ],
    ['included tax', { taxes: [{ amount: 319, tax_behavior: 'inclusive' }] }, {}, 1_681],
    ['included tax, as before', { tax_amounts: [{ amount: 319, inclusive: true }] }, {}, 1_681],
    ['but not tax on top', { taxes: [{ amount: 380, tax_behavior: 'exclusive' }] }, {}, 2_000],
  ])('takes out %s', (_, over, ofInvoice, amount) => {
    expect(read(makeLine({ ...now, over }), ofInvoice)).toEqual([{ ...line, amount }]);
  });

  it('tells what was used: by its price, or since its period is over', () => {
    const price = {
      id: 'price_1',
      currency: 'eur',
      recurring: { interval: 'month', usage_type: 'metered' },
    };
    expect(read(makeLine({ ...now, over: { price } }))).toEqual([{ ...line, isMetered: true }]);
    expect(read(makeLine({ ...now, from: day(-31), to: day(0) }))).toMatchObject([
      { isMetered: true },
    ]);
  });

  it.each([
    ['of another subscription', makeLine({ ...now, subscription: 'sub_2' })],
    ['without a period', { id: 'il_1', object: 'line_item', amount: 1 }],
    ['of one moment', makeLine({ ...now, to: day(0) })],
    [
      'that was added by hand',
      makeLine({
        ...now,
        over: { parent: { type: 'invoice_item_details', invoice_item_details: {} } },
      }),
    ],
  ])('leaves out a line %s', (_, given) => {
    expect(read(given)).toEqual([]);
  });
});
