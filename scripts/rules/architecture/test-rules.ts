import type { Finding } from '../source/finding.ts';
import { isTest } from '../source/source-tree.ts';
import type { House } from './house.ts';

const switchedOff = /^(?:it|test|describe|suite)\.(?:\w+\.)*(?:skip|todo|only|fails)$/;
const mocks = /^vi\.(?:mock|doMock)$/;

/** No test is switched off, and no module is replaced: clock, mail and network are ports. */
export const checkTests = (house: House): Finding[] =>
  [...house.facts].flatMap(([file, { uses }]) =>
    !isTest(file)
      ? []
      : uses.flatMap(({ name, line }) => {
          const at = { file, line, rule: 'tests', problem: `uses ${name}` };
          if (switchedOff.test(name)) return { ...at, fix: 'make the test run, or delete it' };
          if (mocks.test(name)) return { ...at, fix: 'hand the test its own port instead' };
          return [];
        }),
  );
