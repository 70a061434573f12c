import type { Finding } from './source/finding.ts';
import { type SourceTree, isTypeScript } from './source/source-tree.ts';

/** A file or folder that may be larger, and why; kept in `scripts/rules/size-exceptions.json`. */
export interface SizeException {
  readonly path: string;
  /** Lines of a file, children of a folder. */
  readonly limit: number;
  readonly reason: string;
}

export interface SizeReport {
  readonly findings: readonly Finding[];
  /** Lines of the source file in the middle; tests and generated files left out. */
  readonly medianLines: number;
  readonly files: number;
}

/** Lines that fail. The targets are half of that; a function's 100 lines are oxlint's business. */
export const lineLimits = { source: 400, react: 300, test: 600 } as const;
const childrenLimit = 15;

/** One entry for each slice, table change or part: their length is the product's, not a mistake. */
const lists = new Set([
  'packages',
  'packages/contract/src',
  'packages/server/src',
  'packages/server/migrations',
  'packages/web/src/features',
  'packages/web/src/ui',
  'examples/tradewind/src',
]);

const isTestFile = (file: string): boolean => /\.test\.tsx?$/.test(file);
const isGenerated = (file: string): boolean => file.includes('.generated.');

const lineLimitOf = (file: string): number => {
  if (isTestFile(file)) return lineLimits.test;
  return file.endsWith('.tsx') ? lineLimits.react : lineLimits.source;
};

const linesOf = (text: string): number =>
  text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** Direct children of every folder of code; a test beside its file is not a child of its own. */
const countChildren = (tree: SourceTree): Map<string, number> => {
  const children = new Map<string, Set<string>>();
  for (const file of tree.keys()) {
    if (!/^(?:packages|scripts|bench|e2e|examples)\//.test(file) || isTestFile(file)) continue;
    const segments = file.split('/');
    for (let depth = 1; depth < segments.length; depth += 1) {
      const folder = segments.slice(0, depth).join('/');
      const inside = children.get(folder) ?? new Set();
      children.set(folder, inside.add(segments[depth] ?? ''));
    }
  }
  return new Map([...children].map(([folder, inside]) => [folder, inside.size]));
};

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;

const sizeFinding = (
  path: string,
  size: number,
  limit: number,
  exception: SizeException | undefined,
  [unit, fix]: readonly [string, string],
): Finding | undefined => {
  if (exception && size <= limit) {
    return {
      file: path,
      rule: 'sizes',
      problem: `needs no exception any more: ${size} ${unit}`,
      fix: 'delete its entry from scripts/rules/size-exceptions.json',
    };
  }
  const allowed = exception?.limit ?? limit;
  if (size <= allowed) return undefined;
  return { file: path, rule: 'sizes', problem: `${size} ${unit}, ${allowed} at most`, fix };
};

/** STYLE "Sizes": files and folders that have outgrown what one can read at a sitting. */
export const checkSizes = (tree: SourceTree, exceptions: readonly SizeException[]): SizeReport => {
  const byPath = new Map(exceptions.map((exception) => [exception.path, exception]));
  const findings: (Finding | undefined)[] = [];
  const sourceLines: number[] = [];
  for (const [file, text] of tree) {
    if (!isTypeScript(file) || isGenerated(file)) continue;
    const lines = linesOf(text);
    if (!isTestFile(file)) sourceLines.push(lines);
    const advice = ['lines', 'split it where it does more than one thing'] as const;
    findings.push(sizeFinding(file, lines, lineLimitOf(file), byPath.get(file), advice));
    byPath.delete(file);
  }
  for (const [folder, count] of countChildren(tree)) {
    if (lists.has(folder)) continue;
    const advice = ['children', 'group those that change together in a folder'] as const;
    findings.push(sizeFinding(folder, count, childrenLimit, byPath.get(folder), advice));
    byPath.delete(folder);
  }
  for (const path of byPath.keys()) {
    findings.push({
      file: 'scripts/rules/size-exceptions.json',
      rule: 'sizes',
      problem: `names ${path}, which is not there`,
      fix: 'delete the entry',
    });
  }
  return {
    findings: findings.filter((finding) => finding !== undefined),
    medianLines: median(sourceLines.toSorted((a, b) => a - b)),
    files: sourceLines.length,
  };
};
