import { CodeBlock } from '../../ui/code-block.tsx';
import { NothingCameYet } from '../../ui/nothing-came-yet.tsx';
import { PanelFrame } from '../../ui/panel.tsx';

const snippet = `const answer = await taffrail.aiJob(
  { provider: 'openai', model: 'gpt-5-mini', route: '/api/discover' },
  () => client.responses.create({ … }),
);`;

/** Where the cost would be: how the first job comes. */
export function NoUsage() {
  return (
    <PanelFrame title="Cost and usage" titleHidden>
      <NothingCameYet title="No AI job has come yet.">
        <p className="mb-3">
          Wrap the calls of your AI client with the SDK, or send OpenTelemetry’s GenAI spans to{' '}
          <code className="font-mono text-compact">/v1/traces</code>: tokens and cost appear here.
        </p>
        <CodeBlock code={snippet} what="the call with the SDK" />
      </NothingCameYet>
    </PanelFrame>
  );
}
