import { FiguresTable } from '../../../charts/draw/figures-table.tsx';
import type { Stack, StackBar } from './prepare-stack.ts';

interface StackTableProps {
  caption: string;
  stack: Stack;
  describe: (bar: StackBar) => string;
  format: (value: number) => string;
}

/** The figures of the picture. */
export function StackTable({ caption, stack, describe, format }: StackTableProps) {
  const { bars, named } = stack;
  const columns = [
    ...named.map(({ title, colour }, place) => ({
      id: `${place} ${colour}`,
      title,
      cell: (index: number) => format(bars[index]?.values[place] ?? 0),
    })),
    { id: 'total', title: 'Total', cell: (index: number) => format(bars[index]?.total ?? 0) },
    ...(bars.some(({ previous }) => previous !== null)
      ? [
          {
            id: 'previous',
            title: 'Period before',
            cell: (index: number) => {
              const previous = bars[index]?.previous ?? null;
              return previous === null ? '–' : format(previous);
            },
          },
        ]
      : []),
    ...(bars.some(({ expected }) => expected > 0)
      ? [
          {
            id: 'expected',
            title: 'Forecast, besides',
            cell: (index: number) => {
              const expected = bars[index]?.expected ?? 0;
              return expected === 0 ? '–' : format(expected);
            },
          },
        ]
      : []),
    ...(stack.budget
      ? [
          {
            id: 'budget',
            title: 'Budget',
            cell: (index: number) => format(bars[index]?.budget ?? 0),
          },
        ]
      : []),
  ];
  return <FiguresTable caption={caption} spans={bars} describe={describe} columns={columns} />;
}
