import type { RequestsAround } from '@taffrail/contract';
import { useMemo } from 'react';
import type { ChartMarkers } from '../../charts/draw/time-series/markers.tsx';
import { TimeSeries } from '../../charts/draw/time-series/time-series.tsx';
import { writeRange } from '../../lib/time/time-range.ts';
import { Choice } from '../choice.tsx';
import { useDeployMarkers } from '../deploys/deploy-markers.tsx';
import { EmptyState } from '../empty-state.tsx';
import { Link } from '../link.tsx';
import { BeforeAndDuring } from './before-and-during.tsx';
import {
  coarseStep,
  drawnFigures,
  requestFigures,
  toRequestLines,
  type RequestFigure,
} from './request-lines.ts';

const options = requestFigures.map((value) => ({ value, label: drawnFigures[value].word }));

interface FigureChoiceProps {
  value: RequestFigure;
  onChange: (figure: RequestFigure) => void;
}

/** What of the requests is drawn. */
export function FigureChoice(props: FigureChoiceProps) {
  return <Choice label="Figure" labelHidden options={options} {...props} />;
}

export const hasRequests = ({ before, during, series }: RequestsAround): boolean =>
  before.requests + during.requests > 0 || series.some(({ requests }) => requests > 0);

/** Where no request is known of the time. */
export function NoRequestsThen() {
  return (
    <EmptyState kind="never" title="No request is known of that time.">
      The middleware of the SDK, or OpenTelemetry, tells of the product’s requests: what went wrong
      is then seen in them. The <Link to="/admin/first-steps">first steps</Link> show how.
    </EmptyState>
  );
}

interface RequestsOverTimeProps {
  requests: RequestsAround;
  figure: RequestFigure;
  /** What names its endpoint: "its labels". */
  namedBy: string;
  /** When what it is about began. */
  began: string;
  /** What it is about, marked below the picture beside deploys. */
  changes: ChartMarkers;
}

/** The product's requests around something that happened: figures, picture, and where there is more. */
export function RequestsOverTime(props: RequestsOverTimeProps) {
  const { requests, figure, namedBy, began, changes } = props;
  const { series, stepSeconds, range, endpoint } = requests;
  const deploys = useDeployMarkers(range.from, range.to);
  const markers = useMemo(() => [changes, ...deploys], [changes, deploys]);
  const lines = useMemo(() => toRequestLines(series, figure), [series, figure]);
  const moments = useMemo(() => series.map(({ at }) => at), [series]);
  const { word, main, format } = drawnFigures[figure];
  const coarse = coarseStep(requests, began);
  return (
    <>
      <BeforeAndDuring requests={requests} />
      <TimeSeries
        // Whether a line is left out belongs to the chart of one figure.
        key={figure}
        title={`${word.toLowerCase()} of ${endpoint ?? 'all endpoints'}`}
        moments={moments}
        stepSeconds={stepSeconds}
        lines={lines}
        main={main}
        format={format}
        height={160}
        markers={markers}
      />
      <p className="mt-2 flex flex-wrap gap-x-4 text-compact text-muted">
        <span>
          {endpoint === null ? (
            'Requests of all endpoints.'
          ) : (
            <>
              Requests of <code className="break-all">{endpoint}</code>, which {namedBy} name.
            </>
          )}
          {coarse && ` Of then, whole ${coarse} are kept.`}
        </span>
        <Link
          to="/admin/operations/health"
          search={{ range: writeRange({ from: new Date(range.from), to: new Date(range.to) }) }}
        >
          Health of that time
        </Link>
      </p>
    </>
  );
}
