import { checkDeclared } from './architecture/dependency-rules.ts';
import type { House } from './architecture/house.ts';
import { checkLayers } from './architecture/layer-rules.ts';
import { checkPackages } from './architecture/package-rules.ts';
import { checkPorts } from './architecture/port-rules.ts';
import {
  checkBarrels,
  checkCycles,
  checkExtensions,
  checkNames,
} from './architecture/shape-rules.ts';
import { checkTests } from './architecture/test-rules.ts';
import type { Finding } from './source/finding.ts';

/** The dependency rules of the house (docs/principles.md), each a function from the checkout to what breaks it. */
const rules: readonly ((house: House) => Finding[])[] = [
  checkPackages,
  checkLayers,
  checkCycles,
  checkBarrels,
  checkNames,
  checkExtensions,
  checkPorts,
  checkDeclared,
  checkTests,
];

export const checkImports = (house: House): Finding[] => rules.flatMap((rule) => rule(house));
