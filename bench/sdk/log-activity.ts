import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Measured } from '../figures.ts';
import type { SubjectReport, SubjectName } from './log-activity-subject.ts';
import { median, round } from '../statistics.ts';

const rounds = 5;
const subjects: readonly SubjectName[] = ['taffrail', 'otel', 'posthog'];

const start = (file: string, args: readonly string[]): ChildProcess =>
  fork(new URL(file, import.meta.url), [...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

const firstMessage = async <T>(child: ChildProcess): Promise<T> => {
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`A subject ended with ${code} before it reported.`);
    }),
  ]);
  return message as T;
};

const run = async (subject: SubjectName, sinkUrl: string): Promise<SubjectReport> => {
  const child = start('./log-activity-subject.ts', [subject, sinkUrl]);
  const ended = once(child, 'exit');
  const report = await firstMessage<SubjectReport>(child);
  await ended;
  return report;
};

/** Each subject in a process of its own, taking turns; the sink that they send to in another. */
export const measureLogActivity = async (): Promise<Measured> => {
  const sink = start('./sink.ts', []);
  const sinkUrl = await firstMessage<string>(sink);
  const reports: Record<SubjectName, SubjectReport[]> = { taffrail: [], otel: [], posthog: [] };
  try {
    for (let turn = 0; turn < rounds; turn += 1)
      for (const subject of subjects) reports[subject].push(await run(subject, sinkUrl));
  } finally {
    sink.kill();
  }
  const wait = (subject: SubjectName) => median(reports[subject].map((report) => report.waitUs));
  const cpu = (subject: SubjectName) => median(reports[subject].map((report) => report.cpuUs));
  for (const subject of subjects)
    console.log(
      `    ${subject}: waited ${round(wait(subject), 2)} µs, CPU in all ${round(cpu(subject), 1)} µs`,
    );
  return {
    logActivityWaitVsOtelSpan: round(wait('taffrail') / wait('otel'), 2),
    logActivityCpuUs: round(cpu('taffrail'), 1),
  };
};
