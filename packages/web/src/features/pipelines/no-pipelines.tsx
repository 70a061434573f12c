import { CodeBlock } from '../../ui/code-block.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

const snippet = `await taffrail.pipeline('discovery', session, async (run) => {
  const found = await run.stage('search', () => search(keyword));
  return run.stage('rank', () => rank(found));
});`;

/** Nothing has ever been told of a pipeline. */
export function NoPipelines() {
  return (
    <EmptyState kind="never" title="No pipeline has run yet.">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 text-left">
        <p>
          A pipeline is what your product does in stages. Tell of its runs with the SDK, or with the
          records <code className="font-mono text-compact">pipeline_run</code> and{' '}
          <code className="font-mono text-compact">stage_execution</code> of the batch endpoint:
        </p>
        <CodeBlock code={snippet} what="the code" />
      </div>
    </EmptyState>
  );
}
