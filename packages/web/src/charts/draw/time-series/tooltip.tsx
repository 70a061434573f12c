import { formatOf, type MomentSpan, type TimeLine } from '../../prepare/time-series.ts';
import { FigureTooltip } from '../figure-tooltip.tsx';
import { LineSwatch } from './legend.tsx';

interface TimeSeriesTooltipProps {
  span: MomentSpan;
  index: number;
  lines: readonly TimeLine[];
  /** "21 Nov, 10:00–11:00". */
  time: string;
  previousTitle: string | undefined;
  format: (value: number) => string;
  /** From 0, at the left, to 1. */
  position: number;
}

export function TimeSeriesTooltip(props: TimeSeriesTooltipProps) {
  const { span, index, lines, time, previousTitle, format, position } = props;
  const show = (line: TimeLine, value: number | null | undefined): string =>
    value === null || value === undefined ? '–' : formatOf(line, format)(value);
  return (
    <FigureTooltip time={time} unfinished={span.unfinished} position={position}>
      <table className="mt-1 w-full text-right tabular-nums">
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row" className="pr-3 text-left font-normal">
                <span className="inline-flex items-center gap-1.5">
                  <LineSwatch colour={line.colour} />
                  {line.title}
                </span>
              </th>
              <td>{show(line, line.values[index])}</td>
              {line.previous && (
                <td className="pl-3 text-muted">{show(line, line.previous[index])}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {previousTitle && <p className="mt-1 text-right text-caption text-muted">{previousTitle}</p>}
    </FigureTooltip>
  );
}
