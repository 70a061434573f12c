import { autofixStep } from '../../lib/snippets/source-snippets.ts';
import { useCan, useMe } from '../../lib/me.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { PanelFrame } from '../../ui/panel.tsx';

/** Before the first attempt: what sends them, to be copied. */
export function SetUp() {
  const { isDemo } = useMe();
  const mayConnect = useCan('sources.manage');
  return (
    <PanelFrame title="Report what your agents attempt">
      {isDemo ? (
        <EmptyState kind="never" title="Tradewind's agents have attempted nothing yet.">
          What they do appears here by itself.
        </EmptyState>
      ) : (
        <ol className="flex max-w-180 list-decimal flex-col gap-4 pl-5">
          <li>
            <p className="mb-2">
              Connect a source of the kind Autofix. Its address is a secret: keep it as{' '}
              <code className="font-mono text-compact">TAFFRAIL_AUTOFIX_URL</code> in the secrets of
              the repository.
            </p>
            {mayConnect ? (
              <LinkButton to="/admin/settings/sources" hash="autofix" look="primary">
                Connect autofix
              </LinkButton>
            ) : (
              <p className="text-muted">Whoever manages the sources can do that.</p>
            )}
          </li>
          <li>
            <p className="mb-2">
              Add this step to the workflow, behind the one of claude-code-action, which has the id{' '}
              <code className="font-mono text-compact">claude</code> here. Say{' '}
              <code className="font-mono text-compact">sentry</code> or{' '}
              <code className="font-mono text-compact">load_test</code> where that is what set it to
              work.
            </p>
            <CodeBlock code={autofixStep} what="the workflow step" />
          </li>
        </ol>
      )}
    </PanelFrame>
  );
}
