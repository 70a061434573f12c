import { describe, expect, it } from 'vitest';
import { groupMarkers, placeMarkers } from './markers.ts';

const at = (hour: number) => ({ at: new Date(Date.UTC(2026, 10, 21, hour)) });
const day = { from: at(0).at, to: at(24).at };
const hoursOf = (markers: readonly { at: Date }[]): number[] =>
  markers.map((marker) => marker.at.getUTCHours());

describe('placeMarkers', () => {
  it('places what lies in the span, in order, and leaves out what does not', () => {
    const placed = placeMarkers([at(18), at(-1), at(6), at(25)], day, 240);
    expect(placed.map(({ x, marker }) => [x, marker.at.getUTCHours()])).toEqual([
      [60, 6],
      [180, 18],
    ]);
  });

  it('holds both ends, and a span without a width', () => {
    expect(placeMarkers([at(0), at(24)], day, 240).map(({ x }) => x)).toEqual([0, 240]);
    expect(placeMarkers([at(0)], { from: day.from, to: day.from }, 240)).toHaveLength(1);
  });
});

describe('groupMarkers', () => {
  it('lets those share a button that are closer than its width', () => {
    const placed = placeMarkers([at(6), at(7), at(8), at(9), at(20)], day, 240);
    const groups = groupMarkers(placed, 240, 24);
    expect(groups.map(({ x, left, markers }) => [x, left, hoursOf(markers)])).toEqual([
      [60, 48, [6, 7, 8]],
      [90, 78, [9]],
      [200, 188, [20]],
    ]);
  });

  it('keeps buttons in the picture, and off each other there, too', () => {
    const placed = placeMarkers([at(0), at(3), at(4), at(20), at(21), at(24)], day, 240);
    const groups = groupMarkers(placed, 240, 24);
    expect(groups.map(({ x, left, markers }) => [x, left, hoursOf(markers)])).toEqual([
      [0, 0, [0, 3]],
      [40, 28, [4]],
      [200, 188, [20, 21]],
      [240, 216, [0]],
    ]);
  });
});
