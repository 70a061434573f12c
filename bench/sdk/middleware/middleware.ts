import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Measured } from '../../figures.ts';
import type { Framework, Watching } from './hello-app.ts';
import { measureRequests } from './load.ts';
import { median, round } from '../../statistics.ts';

/** Two processes of the very same app differ by up to a fifth, for as long as they live. */
const crews = 7;
const rounds = 3;
const load = { connections: 16, ms: 1_000 };
const warmUp = { connections: 16, ms: 2_000 };
const watchings: readonly Watching[] = ['bare', 'taffrail', 'prom'];

interface Started<T> {
  readonly child: ChildProcess;
  readonly told: T;
}

const start = async <T>(file: string, args: readonly string[]): Promise<Started<T>> => {
  const child = fork(new URL(file, import.meta.url), [...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [told] = await once(child, 'message');
  return { child, told: told as T };
};

type PerSecond = Readonly<Record<Watching, number[]>>;

/** All three run all the time and take turns at being asked, so that the machine's moods are shared. */
const measureCrew = async (
  framework: Framework,
  sinkUrl: string,
  perSecond: PerSecond,
): Promise<void> => {
  const apps: Started<number>[] = [];
  try {
    for (const watching of watchings)
      apps.push(await start<number>('./hello-app.ts', [framework, watching, sinkUrl]));
    for (const { told: port } of apps) await measureRequests(port, warmUp);
    for (let turn = 0; turn < rounds; turn += 1)
      for (const [index, watching] of watchings.entries())
        perSecond[watching].push(await measureRequests(apps[index]?.told ?? 0, load));
  } finally {
    for (const { child } of apps) child.kill();
  }
};

const measure = async (framework: Framework, sinkUrl: string) => {
  const perSecond: PerSecond = { bare: [], taffrail: [], prom: [] };
  for (let crew = 0; crew < crews; crew += 1) await measureCrew(framework, sinkUrl, perSecond);
  return (watching: Watching): number => median(perSecond[watching]);
};

const compare = async (framework: Framework, sinkUrl: string): Promise<number> => {
  const perSecond = await measure(framework, sinkUrl);
  const [bare, ours, prom] = watchings.map(perSecond) as [number, number, number];
  console.log(
    `    ${framework}: bare ${round(bare, 0)}/s, with ours ${round(ours, 0)}/s (${round(ours / bare, 2)}), ` +
      `with prom-client ${round(prom, 0)}/s (${round(prom / bare, 2)})`,
  );
  return round(ours / prom, 2);
};

/** Requests per second with our middleware ÷ with prom-client; every request counted by both. */
export const measureMiddleware = async (): Promise<Measured> => {
  const sink = await start<string>('../sink.ts', []);
  try {
    return {
      expressVsPromClient: await compare('express', sink.told),
      fastifyVsPromClient: await compare('fastify', sink.told),
    };
  } finally {
    sink.child.kill();
  }
};
