import { checkDeclared } from './rules/architecture/dependency-rules.ts';
import { checkFirstPage } from './rules/architecture/first-page-rules.ts';
import { type House, buildHouse } from './rules/architecture/house.ts';
import { checkLayers } from './rules/architecture/layer-rules.ts';
import { checkPackages } from './rules/architecture/package-rules.ts';
import { checkPorts } from './rules/architecture/port-rules.ts';
import {
  checkBarrels,
  checkCycles,
  checkExtensions,
  checkNames,
} from './rules/architecture/shape-rules.ts';
import { checkTests } from './rules/architecture/test-rules.ts';
import { type Finding, formatFinding } from './rules/source/finding.ts';
import { readSourceTree } from './rules/source/source-tree.ts';
import { root } from './run/run-command.ts';

/** The dependency rules of the house (docs/principles.md), each a function from the checkout to what breaks it. */
const rules: readonly ((house: House) => Finding[])[] = [
  checkPackages,
  checkLayers,
  checkFirstPage,
  checkCycles,
  checkBarrels,
  checkNames,
  checkExtensions,
  checkPorts,
  checkDeclared,
  checkTests,
];

export const checkImports = (house: House): Finding[] => rules.flatMap((rule) => rule(house));

if (import.meta.main) {
  const findings = checkImports(buildHouse(readSourceTree(root)));
  console.log(findings.map(formatFinding).join('\n'));
  process.exitCode = findings.length === 0 ? 0 : 1;
}
