/** By the number of a series: 1 to 6 of the palette, 0 is "Other". Whole names, for Tailwind. */
export const fillOf = [
  'fill-muted',
  'fill-chart-1',
  'fill-chart-2',
  'fill-chart-3',
  'fill-chart-4',
  'fill-chart-5',
  'fill-chart-6',
] as const;

/** The same for text, and for what takes the colour of its text. */
export const textOf = [
  'text-muted',
  'text-chart-1',
  'text-chart-2',
  'text-chart-3',
  'text-chart-4',
  'text-chart-5',
  'text-chart-6',
] as const;
