import { z } from 'zod';
import { IdParams, Timestamp } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

/** What a run may not exceed to pass. Where a report has thresholds of its own, those decide. */
export const LoadTestThresholds = z.strictObject({
  /** Milliseconds; of p97.5 where a tool tells no p95. */
  p95Ms: z.number().positive().max(3_600_000).optional(),
  averageMs: z.number().positive().max(3_600_000).optional(),
  /** failed ÷ requests, from 0 to 1. */
  errorRate: z.number().min(0).max(1).optional(),
});
export type LoadTestThresholds = z.infer<typeof LoadTestThresholds>;

/** As `URL` writes the host: names and addresses by which a machine reaches itself. */
const isLoopback = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(host);

const LoadTestRequest = z.strictObject({
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  /** With its query: `/leads?limit=50`. */
  path: z.string().max(2_000).startsWith('/', 'must begin with /'),
  /** What it counts as, as `/leads/:id`; its path without the query unless given. */
  endpoint: Text(300).min(1).optional(),
  headers: z.record(z.string().min(1).max(200), z.string().max(8_000)).default({}),
  body: z.string().max(100_000).optional(),
});
export type LoadTestRequest = z.infer<typeof LoadTestRequest>;

/** What the console itself runs: bounded, so that a slip of the pen brings nothing down. */
const LoadTestTarget = z
  .strictObject({
    /** Without a path: `http://127.0.0.1:3000`. */
    url: z.url({ protocol: /^https?$/ }),
    /** Hosts that may be reached beside this machine, by name: `staging.example.com`. */
    allowedHosts: z.array(z.string().min(1).max(253)).max(20).default([]),
    /** Each is sent again and again, by its share of the connections. */
    requests: z.array(LoadTestRequest).min(1).max(20),
    connections: z.number().int().min(1).max(100).default(10),
    seconds: z.number().int().min(1).max(300).default(30),
    /** Of all together, one for each connection at least; as many as are answered unless given. */
    requestsPerSecond: z.number().int().min(1).max(5_000).optional(),
    /** Of https: also one that nobody vouches for, so that anybody could answer in its place. */
    acceptAnyCertificate: z.boolean().default(false),
    /** Every Sunday at 03:00 of the reporting time zone. */
    weekly: z.boolean().default(true),
  })
  .superRefine(({ url, allowedHosts, requests, connections, requestsPerSecond }, context) => {
    const target = URL.parse(url);
    // That it is none has been said.
    if (!target) return;
    const { hostname, origin, pathname } = target;
    if (!isLoopback(hostname) && !allowedHosts.includes(hostname))
      context.addIssue({
        code: 'custom',
        path: ['url'],
        message: `must not reach ${hostname}: only this machine, and what allowedHosts names`,
      });
    if (pathname !== '/')
      context.addIssue({ code: 'custom', path: ['url'], message: 'must be without a path' });
    for (const [index, { path }] of requests.entries())
      // `//elsewhere/x` is a path, and leads to another host.
      if (URL.parse(path, url)?.origin !== origin)
        context.addIssue({
          code: 'custom',
          path: ['requests', index, 'path'],
          message: 'must not lead to another host',
        });
    if (connections < requests.length)
      context.addIssue({
        code: 'custom',
        path: ['connections'],
        message: 'must be as many as there are requests',
      });
    if ((requestsPerSecond ?? connections) < connections)
      context.addIssue({
        code: 'custom',
        path: ['requestsPerSecond'],
        message: 'must be as many as there are connections',
      });
  });
export type LoadTestTarget = z.infer<typeof LoadTestTarget>;

/** A load test as `taffrail.config.ts` names it. */
export const LoadTestPlan = z
  .strictObject({
    /** Also of a test that others run and report: `?plan=` beside the report. */
    name: Text(200).trim().min(1),
    thresholds: LoadTestThresholds.default({}),
    /** Of a test that others run: a week, from Sunday 03:00 on, without a report was missed. */
    reportedWeekly: z.boolean().default(false),
    /** Absent of a test that others run. */
    run: LoadTestTarget.optional(),
  })
  .refine(({ reportedWeekly, run }) => !reportedWeekly || run === undefined, {
    path: ['reportedWeekly'],
    message: 'is for a test that others run',
  });
export type LoadTestPlan = z.infer<typeof LoadTestPlan>;

export const LoadTest = z.object({
  id: z.uuid(),
  name: z.string(),
  /** What the configuration says of it; null of a test that is only reported. */
  plan: z
    .object({
      thresholds: LoadTestThresholds,
      /** When the console runs it next; null where it does not by itself. */
      nextRunAt: Timestamp.nullable(),
    })
    .nullable(),
  /** What somebody chose to compare with, in place of the last run that passed. */
  acceptedBaselineId: z.uuid().nullable(),
});
export type LoadTest = z.infer<typeof LoadTest>;

export const listLoadTests = defineRoute({
  method: 'GET',
  path: '/api/v1/load-tests',
  summary: 'Load tests by name, and when the console runs them next. 500 at most.',
  access: 'operations.read',
  response: z.object({ items: z.array(LoadTest) }),
});

export const acceptBaseline = defineRoute({
  method: 'PUT',
  path: '/api/v1/load-tests/:id/baseline',
  summary: 'Compare later runs with this one, or again with the last that passed.',
  access: 'load_tests.manage',
  params: IdParams,
  /** Null: the last that passed. */
  body: z.object({ runId: z.uuid().nullable() }),
  status: 204,
});
