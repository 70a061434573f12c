/** The weekly load test: the routes that a visit asks for most, and how they behave under it. */
export const loadTestName = 'Weekly';
export const virtualUsers = 20;

export interface TestedRoute {
  readonly method: string;
  readonly endpoint: string;
  /** Of all requests. */
  readonly share: number;
  /** Milliseconds, of a run that goes well. */
  readonly averageMs: number;
  readonly p95Ms: number;
}

const route = (name: string, share: number, averageMs: number, p95Ms: number): TestedRoute => {
  const [method = '', endpoint = ''] = name.split(' ');
  return { method, endpoint, share, averageMs, p95Ms };
};

export const testedRoutes: readonly TestedRoute[] = [
  route('GET /api/leads', 0.24, 11, 29),
  route('GET /api/companies', 0.22, 14, 38),
  route('GET /api/discoveries', 0.16, 9, 24),
  route('GET /api/tasks', 0.12, 8, 22),
  route('GET /api/organization', 0.12, 6, 17),
  route('GET /api/companies/:id', 0.1, 96, 310),
  route('POST /api/sessions', 0.04, 118, 236),
];

/** What a run has to hold, as k6 words it. */
export const thresholds = [
  { metric: 'http_req_failed', condition: 'rate<0.02' },
  { metric: 'http_req_duration', condition: 'p(95)<300' },
] as const;
