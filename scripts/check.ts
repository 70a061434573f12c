import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type House, buildHouse } from './rules/architecture/house.ts';
import { checkDocs } from './rules/check-docs.ts';
import { checkImports } from './check-imports.ts';
import { type SizeException, checkSizes } from './rules/check-sizes.ts';
import { checkSql } from './rules/check-sql.ts';
import { root, runCommand } from './run/run-command.ts';
import { type Finding, formatFinding } from './rules/source/finding.ts';
import { readSourceTree } from './rules/source/source-tree.ts';

/** One step of `npm run check`. */
export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  /** Half a line: what was looked at. */
  readonly summary: string;
  /** What is wrong and how to put it right; empty when it passed. */
  readonly details: string;
}

const checkTypes = async (): Promise<CheckResult> => {
  const projects = ['.', 'packages/web', 'e2e'];
  const runs = await Promise.all(
    projects.map((project) => runCommand('tsc', ['--noEmit', '--pretty', 'false', '-p', project])),
  );
  const output = runs.map((run) => run.output.trim()).filter((text) => text !== '');
  const errors = output.join('\n').match(/error TS\d+/g)?.length ?? 0;
  const passed = runs.every(({ code }) => code === 0);
  return {
    name: 'types',
    passed,
    summary: `${projects.length} projects, ${errors} errors`,
    details: passed ? '' : output.join('\n'),
  };
};

const checkLint = async (): Promise<CheckResult> => {
  const { code, output } = await runCommand('oxlint', ['--deny-warnings', '--format=unix']);
  const problems = /^(\d+) problems?$/m.exec(output)?.[1] ?? '0';
  return {
    name: 'lint',
    passed: code === 0,
    summary: `${problems} problems`,
    details: code === 0 ? '' : `${output.trim()}\n→ npm run fix mends what can be mended by itself`,
  };
};

const checkFormat = async (): Promise<CheckResult> => {
  const { code, output } = await runCommand('oxfmt', ['--check']);
  return {
    name: 'format',
    passed: code === 0,
    summary: /on (\d+ files)/.exec(output)?.[1] ?? 'no files',
    details: code === 0 ? '' : `${output.trim()}\n→ npm run fix`,
  };
};

const fromFindings = (
  name: string,
  summary: string,
  findings: readonly Finding[],
): CheckResult => ({
  name,
  passed: findings.length === 0,
  summary: `${summary}, ${findings.length} findings`,
  details: findings.map(formatFinding).join('\n'),
});

const checkSizeBudgets = (house: House): CheckResult => {
  const exceptions: SizeException[] = JSON.parse(
    readFileSync(path.join(root, 'scripts/rules/size-exceptions.json'), 'utf8'),
  );
  const { findings, files, medianLines } = checkSizes(house.tree, exceptions);
  return fromFindings('sizes', `${files} sources, median ${medianLines} lines`, findings);
};

/** Every step in the order of what it costs to wait for; each one runs, whatever came before. */
const steps: readonly ((house: House) => CheckResult | Promise<CheckResult>)[] = [
  checkTypes,
  checkLint,
  checkFormat,
  (house) => fromFindings('imports', `${house.facts.size} files`, checkImports(house)),
  checkSizeBudgets,
  (house) => fromFindings('sql', `${house.facts.size} files`, checkSql(house)),
  (house) => {
    const { findings, documents } = checkDocs(house);
    return fromFindings('docs', `${documents} documents`, findings);
  },
];

/** Runs every check and prints a line for each. */
export const runChecks = async (): Promise<CheckResult[]> => {
  const house = buildHouse(readSourceTree(root));
  const results: CheckResult[] = [];
  for (const step of steps) {
    const startedAt = performance.now();
    const result = await step(house);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(
      `${result.passed ? 'ok    ' : 'FAILED'} ${result.name.padEnd(8)} ${result.summary} (${seconds} s)`,
    );
    if (!result.passed) console.log(`${result.details.replaceAll(/^/gm, '       ')}\n`);
    results.push(result);
  }
  return results;
};

if (import.meta.main) {
  const failed = (await runChecks()).filter(({ passed }) => !passed);
  if (failed.length > 0) {
    console.log(`Fix ${failed.map(({ name }) => name).join(', ')}, then run npm run check again.`);
    process.exitCode = 1;
  }
}
