import type { LoadTestRun } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { loadTestsQuery } from '../load-tests.api.ts';

/** Of a run that did not happen there is nothing to show, and something to do. */
export function MissedRun({ loadTest }: Pick<LoadTestRun, 'loadTest'>) {
  const tests = useQuery(loadTestsQuery).data;
  const test = tests?.find(({ id }) => id === loadTest.id);
  if (!test) return null;
  if (typeof test.plan?.nextRunAt !== 'string')
    return (
      <p className="mt-3 text-muted">
        Others run it and report it. Whether it still runs, its own log says; whether its report
        came and could not be read, the inbox.
      </p>
    );
  return (
    <div className="mt-3 grid max-w-160 grid-cols-[minmax(0,1fr)] gap-2">
      <p className="text-muted">
        A worker of the console has to be there at the time. To have it run now, on the machine of
        the console:
      </p>
      <CodeBlock code={`npm run taffrail -- load-test ${loadTest.name}`} what="the command" />
    </div>
  );
}
