import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './run/run-command.ts';

/**
 * `npm run dev`: the server, which restarts when a source changes, and Vite, which has the page
 * change under one's hands and passes everything else on to the server on port 4600.
 */
const web = path.join(root, 'packages/web');
const vite = path.join(
  path.dirname(createRequire(path.join(web, 'package.json')).resolve('vite/package.json')),
  'bin/vite.js',
);

const start = (args: readonly string[], folder: string): ChildProcess =>
  spawn(process.execPath, args, {
    cwd: folder,
    stdio: 'inherit',
    env: { PORT: '4600', ...process.env },
  });

const children = [
  start(['--watch', 'packages/server/src/main.ts', ...process.argv.slice(2)], root),
  start([vite], web),
];

/** When one ends, or the developer has had enough, both end. */
const stop = (signal: NodeJS.Signals): void => {
  for (const child of children) if (child.exitCode === null) child.kill(signal);
};
for (const child of children) child.once('exit', () => stop('SIGTERM'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(signal));
