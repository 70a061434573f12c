import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatBudgets, measureBudgets } from './budgets.ts';
import { buildWebIfStale } from './build.ts';
import { runChecks } from './check.ts';
import { runCommand } from './run/run-command.ts';
import { type Count, type VitestReport, countReport } from './run/count-report.ts';

/**
 * `npm test`: the checks, then every suite one after the other, whatever failed before; the last
 * line sums it all. A check counts as one test.
 */
const scratch = mkdtempSync(path.join(tmpdir(), 'taffrail-test-report-'));
const interrupted = new AbortController();

const one = (passed: boolean): Count => ({
  passed: passed ? 1 : 0,
  failed: passed ? 0 : 1,
  skipped: 0,
  remarks: [],
  failures: [],
});

const readReport = (file: string): VitestReport | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

const runSuite = async (project: string): Promise<Count> => {
  console.log(`\n--- ${project}`);
  const file = path.join(scratch, `${project}.json`);
  const { code } = await runCommand(
    'vitest',
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile=${file}`],
    {
      echo: true,
      signal: interrupted.signal,
      env: process.stdout.isTTY ? { FORCE_COLOR: '1' } : {},
    },
  );
  return countReport(readReport(file), code);
};

/** The browser tests run against what a user would get: the built console, within its budgets. */
const buildWithinBudgets = async (): Promise<Count> => {
  console.log('\n--- web build');
  try {
    await buildWebIfStale();
    const budgets = await measureBudgets();
    console.log(formatBudgets(budgets));
    return one(budgets.rows.every(({ kb, budgetKb }) => kb <= budgetKb));
  } catch (error) {
    console.error(error);
    return one(false);
  }
};

const steps: readonly (readonly [string, () => Promise<Count>])[] = [
  ['unit', () => runSuite('unit')],
  ['server', () => runSuite('server')],
  ['web build', buildWithinBudgets],
  ['e2e', () => runSuite('e2e')],
];

const runAll = async (counts: Map<string, Count>): Promise<void> => {
  const startedAt = performance.now();
  for (const { name, passed } of await runChecks()) counts.set(`check ${name}`, one(passed));
  for (const [name, run] of steps) if (!interrupted.signal.aborted) counts.set(name, await run());

  console.log('\n--- summary');
  for (const { failures } of counts.values())
    for (const failure of failures) console.log(`failed: ${path.relative('.', failure)}`);
  for (const [name, { passed, failed, skipped, remarks }] of counts) {
    const more = [skipped > 0 ? `${skipped} skipped` : '', ...remarks].filter(Boolean).join(', ');
    console.log(
      `${name.padEnd(14)} ${passed} passed, ${failed} failed${more === '' ? '' : ` (${more})`}`,
    );
  }
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());

const counts = new Map<string, Count>();
try {
  await runAll(counts);
} catch (error) {
  console.error(error);
  counts.set('the run itself', one(false));
}
rmSync(scratch, { recursive: true, force: true });
if (interrupted.signal.aborted) counts.set('interrupted', one(false));
const sum = (what: 'passed' | 'failed'): number =>
  counts.values().reduce((total, count) => total + count[what], 0);
process.exitCode = sum('failed') === 0 ? 0 : 1;
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
