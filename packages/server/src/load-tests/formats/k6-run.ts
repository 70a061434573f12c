import { loadTestLimits, type LoadTestRoute } from '@taffrail/contract';
import { Unreadable } from '../../inbox/inbox.ts';
import { LatencyTally } from '../../platform/latency-histogram.ts';
import type { Report, ReportedSample } from '../report.ts';
import { RequestTimeline } from '../timeline/request-timeline.ts';
import { textAt, toNumber, type ForeignRecord } from './foreign.ts';

interface Point {
  readonly metric: string;
  readonly value: number;
  readonly at: Date | null;
  readonly tags: ForeignRecord;
}

/** Figures of some requests as their points come: bounded, however many there are. */
class Figures {
  requests = 0;
  failed = 0;
  /** Whether it was told of any request whether it failed. */
  knowsFailed = false;
  readonly #times = new LatencyTally();

  addDuration(ms: number): void {
    this.#times.add(ms);
  }

  addFailed(value: number): void {
    this.knowsFailed = true;
    if (value > 0) this.failed += 1;
  }

  /** The percentile is within 2 %. */
  toFigures() {
    const ms = this.#times.percentile(0.95);
    return {
      requests: this.requests,
      failed: this.knowsFailed ? this.failed : null,
      averageMs: this.#times.averageMs,
      tail: ms === null ? null : { percentile: 95, ms },
    };
  }
}

interface Route {
  readonly method: string | null;
  readonly endpoint: string;
  readonly figures: Figures;
}

interface Failure {
  readonly first: ReportedSample[];
  /** With what was answered, where the test keeps it. */
  readonly answered: ReportedSample[];
  count: number;
}

/** Of a test that names its requests by their whole address there are as many as requests. */
const mostRoutes = 5 * loadTestLimits.routes;
const mostFailures = 5 * loadTestLimits.samples;
const otherRoute = { method: null, endpoint: '(other)' };

const hasFailed = (tags: ForeignRecord): boolean => {
  const expected = tags['expected_response'];
  if (expected !== undefined) return expected !== 'true';
  const status = toNumber(tags['status']);
  return status === null || status === 0 || status >= 400;
};

const toSample = ({ value, tags }: Point): ReportedSample => {
  const status = toNumber(tags['status']);
  return {
    method: textAt(tags, 'method'),
    endpoint: textAt(tags, 'name') ?? textAt(tags, 'url') ?? otherRoute.endpoint,
    statusCode: status === null || status === 0 ? null : Math.round(status),
    error: textAt(tags, 'error'),
    url: textAt(tags, 'url'),
    responseBody: textAt(tags, 'body'),
    durationMs: value,
    occurrences: null,
  };
};

/** What the helper of docs/guides/k6.md measures of a failed response, its body in a tag. */
const keptResponse = 'taffrail_failed_response';

/** A run, put together from its points. */
export class K6Run {
  readonly #all = new Figures();
  readonly #routes = new Map<string, Route>();
  readonly #failures = new Map<string, Failure>();
  readonly #timeline = new RequestTimeline();
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;
  #users: number | null = null;
  #points = 0;

  add(point: Point): void {
    const { metric, value, at } = point;
    this.#points += 1;
    if (at) {
      this.#from = Math.min(this.#from, at.getTime());
      this.#to = Math.max(this.#to, at.getTime());
      this.#addToTimeline(metric, value, at);
    }
    if (metric === 'vus') this.#users = Math.max(this.#users ?? 0, Math.round(value));
    else if (metric === 'http_reqs') this.#count(point, (figures) => (figures.requests += value));
    else if (metric === 'http_req_failed')
      this.#count(point, (figures) => figures.addFailed(value));
    else if (metric === 'http_req_duration') {
      this.#count(point, (figures) => figures.addDuration(value));
      this.#keepFailure(point);
    } else if (metric === keptResponse) this.#keepResponse(point);
  }

  #addToTimeline(metric: string, value: number, at: Date): void {
    if (metric === 'vus') this.#timeline.addUsers(at, Math.round(value));
    else if (metric === 'http_reqs') this.#timeline.addRequests(at, value);
    else if (metric === 'http_req_failed') this.#timeline.addFailed(at, value > 0);
    else if (metric === 'http_req_duration') this.#timeline.addDuration(at, value);
  }

  #count(point: Point, add: (figures: Figures) => void): void {
    add(this.#all);
    add(this.#routeOf(point).figures);
  }

  #routeOf({ tags }: Point): Route {
    const method = textAt(tags, 'method');
    const endpoint = textAt(tags, 'name') ?? textAt(tags, 'url') ?? otherRoute.endpoint;
    const isFull = this.#routes.size >= mostRoutes;
    const known = this.#routes.get(`${method} ${endpoint}`);
    if (known) return known;
    const route = isFull ? otherRoute : { method, endpoint };
    const key = `${route.method} ${route.endpoint}`;
    const made = this.#routes.get(key) ?? { ...route, figures: new Figures() };
    this.#routes.set(key, made);
    return made;
  }

  #keepFailure(point: Point): void {
    if (!hasFailed(point.tags)) return;
    const failure = this.#failureLike(toSample(point));
    if (!failure) return;
    failure.count += 1;
    if (failure.first.length < loadTestLimits.samplesAlike) failure.first.push(toSample(point));
  }

  /** It is counted as a request already. */
  #keepResponse(point: Point): void {
    const sample = toSample(point);
    const failure = this.#failureLike(sample);
    if (failure && failure.answered.length < loadTestLimits.samplesAlike)
      failure.answered.push(sample);
  }

  /** Undefined when there are too many kinds of failures. */
  #failureLike({ method, statusCode, endpoint }: ReportedSample): Failure | undefined {
    const key = `${method} ${statusCode} ${endpoint}`;
    const known = this.#failures.get(key);
    if (known || this.#failures.size >= mostFailures) return known;
    const failure = { first: [], answered: [], count: 0 };
    this.#failures.set(key, failure);
    return failure;
  }

  /** @throws {Unreadable} when there was no point at all */
  toReport(): Report {
    if (this.#points === 0)
      throw new Unreadable('The lines of k6 declare metrics, but hold no measurement.');
    const hasTime = this.#from <= this.#to;
    const routes: LoadTestRoute[] = [...this.#routes.values()].map(({ figures, ...route }) => ({
      ...route,
      ...figures.toFigures(),
    }));
    return {
      tool: 'k6',
      name: null,
      startedAt: hasTime ? new Date(this.#from) : null,
      endedAt: hasTime ? new Date(this.#to) : null,
      durationMs: hasTime ? this.#to - this.#from : null,
      virtualUsers: this.#users === null ? null : { count: this.#users, counted: 'concurrent' },
      ...this.#all.toFigures(),
      timeline: this.#timeline.toTimeline(),
      thresholds: [],
      routes,
      samples: [...this.#failures.values()]
        .toSorted((a, b) => b.count - a.count)
        .flatMap(({ first, answered, count }) =>
          [...answered, ...first]
            .slice(0, loadTestLimits.samplesAlike)
            .map((one) => ({ ...one, occurrences: count === 0 ? null : count })),
        ),
    };
  }
}
