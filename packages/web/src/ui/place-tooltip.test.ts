import { describe, expect, it } from 'vitest';
import { placeTooltip } from './place-tooltip.ts';

const anchor = (left: number, top: number) => ({
  left,
  top,
  right: left + 32,
  bottom: top + 32,
  width: 32,
});
const size = { width: 100, height: 24 };

describe('placeTooltip', () => {
  it.each([
    ['above the control, centred', anchor(200, 200), { x: 166, y: 170 }],
    ['below it at the top of the screen', anchor(200, 10), { x: 166, y: 48 }],
    ['inside the left edge', anchor(0, 200), { x: 8, y: 170 }],
    ['inside the right edge', anchor(490, 200), { x: 392, y: 170 }],
  ])('stands %s', (_, box, place) => {
    expect(placeTooltip(box, size, 500)).toEqual(place);
  });

  it('stands beside a control of a column', () => {
    expect(placeTooltip(anchor(10, 100), size, 500, 'beside')).toEqual({ x: 48, y: 104 });
  });
});
