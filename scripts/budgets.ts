import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Manifest, splitBundle } from './build/split-bundle.ts';
import { root } from './run/run-command.ts';

/** Kilobytes of 1,000 bytes, compressed as a browser would get them. */
const budgets = { firstPageJsKb: 165, sharedJsKb: 25, routeJsKb: 60, cssKb: 20 } as const;

/** Zod, by which pages after the first read their addresses and filters. */
const sharedChunk = 'zod';

interface Measured {
  readonly what: string;
  readonly kb: number;
  readonly budgetKb: number;
}

export interface Budgets {
  /** The shell and the page that a signed-in operator lands on. */
  readonly firstPageJsKb: number;
  readonly cssKb: number;
  /** What each further page adds. */
  readonly routes: readonly Measured[];
  readonly rows: readonly Measured[];
}

const dist = path.join(root, 'packages/web/dist');

const gzipKb = (files: Iterable<string>): number => {
  let bytes = 0;
  for (const file of files)
    bytes += gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length;
  return bytes / 1000;
};

/** Measures the built web UI; throws when it has not been built. */
export const measureBudgets = async (): Promise<Budgets> => {
  const manifest: Manifest = JSON.parse(
    readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'),
  );
  const landing = ['src/shell/home.tsx', 'src/features/dashboard/'];
  const bundle = splitBundle(manifest, landing, sharedChunk);
  const firstPageJsKb = gzipKb(bundle.firstPage);
  const cssKb = gzipKb(bundle.css);
  const routes = [...bundle.later].map(([what, files]) => ({
    what,
    kb: gzipKb(files),
    budgetKb: budgets.routeJsKb,
  }));
  const rows = [
    { what: 'JavaScript of the first page', kb: firstPageJsKb, budgetKb: budgets.firstPageJsKb },
    {
      what: 'what later pages share (Zod)',
      kb: gzipKb(bundle.shared),
      budgetKb: budgets.sharedJsKb,
    },
    { what: 'CSS', kb: cssKb, budgetKb: budgets.cssKb },
    ...routes,
  ];
  return { firstPageJsKb, cssKb, routes, rows };
};

export const formatBudgets = ({ rows }: Budgets): string =>
  rows
    .map(({ what, kb, budgetKb }) => {
      const verdict = kb > budgetKb ? 'OVER' : 'ok  ';
      return `${verdict} ${kb.toFixed(1).padStart(6)} of ${budgetKb} kB  ${what}`;
    })
    .join('\n');

if (import.meta.main) {
  const measured = await measureBudgets();
  console.log(formatBudgets(measured));
  if (measured.rows.some(({ kb, budgetKb }) => kb > budgetKb)) process.exitCode = 1;
}
