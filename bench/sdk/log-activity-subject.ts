import { trace } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { PostHog } from 'posthog-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTaffrail } from '../../packages/sdk/src/index.ts';

export type SubjectName = 'taffrail' | 'otel' | 'posthog';

export interface SubjectReport {
  /** What the caller waits for one call. */
  readonly waitUs: number;
  /** All CPU of the process for one call, until everything is sent. */
  readonly cpuUs: number;
}

interface Subject {
  record(index: number): void;
  flush(): Promise<void>;
}

const session = { organizationId: '7d3f1f5e-3b1a-4c38-9d6e-52f0c1a97e24', userId: 'user-17' };

const makeSubject = {
  taffrail: (url: string): Subject => {
    const taffrail = createTaffrail({ url, key: 'tfi_bench' });
    return {
      record: (index) =>
        void taffrail.logActivity(session, {
          action: 'discovery.started',
          resourceType: 'search',
          metadata: { keyword: 'chemicals', country: 'DE', found: index },
        }),
      flush: () => taffrail.flush().then(() => undefined),
    };
  },
  otel: (): Subject => {
    const processor = new BatchSpanProcessor(
      {
        export: (_, done) => done({ code: ExportResultCode.SUCCESS }),
        shutdown: () => Promise.resolve(),
      },
      { maxQueueSize: 100_000 },
    );
    trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [processor] }));
    const tracer = trace.getTracer('bench');
    return {
      record: (index) =>
        tracer
          .startSpan('discovery.started', {
            attributes: {
              'organization.id': session.organizationId,
              'user.id': session.userId,
              keyword: 'chemicals',
              country: 'DE',
              found: index,
            },
          })
          .end(),
      flush: () => processor.forceFlush(),
    };
  },
  posthog: (url: string): Subject => {
    const posthog = new PostHog('phc_bench', {
      host: url,
      flushAt: 100,
      maxQueueSize: 100_000,
      disableGeoip: true,
    });
    return {
      record: (index) =>
        posthog.capture({
          distinctId: session.userId,
          event: 'discovery.started',
          properties: { keyword: 'chemicals', country: 'DE', found: index },
        }),
      flush: () => posthog.flush().then(() => undefined),
    };
  },
} as const satisfies Record<SubjectName, (url: string) => Subject>;

const callsABurst = 500;
const bursts = 60;

/** Bursts with a breath between them, as requests of a busy product arrive. */
const drive = async (subject: Subject): Promise<number> => {
  let waitedMs = 0;
  for (let burst = 0; burst < bursts; burst += 1) {
    const startedAt = performance.now();
    for (let call = 0; call < callsABurst; call += 1) subject.record(call);
    waitedMs += performance.now() - startedAt;
    await sleep(2);
  }
  await subject.flush();
  return waitedMs;
};

const [name, url] = process.argv.slice(2);
const subject = makeSubject[name as SubjectName](url ?? '');
await drive(subject);
const before = process.cpuUsage();
const waitedMs = await drive(subject);
const { user, system } = process.cpuUsage(before);
const calls = callsABurst * bursts;
const report: SubjectReport = { waitUs: (waitedMs * 1000) / calls, cpuUs: (user + system) / calls };
process.send?.(report, () => process.exit(0));
