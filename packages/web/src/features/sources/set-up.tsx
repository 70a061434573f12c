import type { SourceKind } from '@taffrail/contract';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  alertmanagerReceiver,
  autofixStep,
  genericAlertCall,
  loadTestCall,
} from '../../lib/snippets/source-snippets.ts';
import { CodeBlock } from '../../ui/code-block.tsx';

const code = 'font-mono text-compact';

/** What is to be done at the sender's, to be copied. */
export function SetUp({ kind }: { kind: SourceKind }) {
  return <div className="flex min-w-0 flex-col gap-2">{setUps[kind]}</div>;
}

/** Folded away where it is connected already. */
export function FoldedSetUp({ children }: { children: ReactNode }) {
  return (
    <details className="group text-compact">
      <summary className="inline-flex min-h-8 items-center gap-1 font-medium coarse:min-h-11">
        <ChevronRight size={14} aria-hidden className="transition-transform group-open:rotate-90" />
        Set-up
      </summary>
      <div className="pt-1">{children}</div>
    </details>
  );
}

const setUps: Readonly<Record<SourceKind, ReactNode>> = {
  stripe: (
    <ol className="flex list-decimal flex-col gap-1 pl-5">
      <li>
        In Stripe, under Developers, Webhooks, add an endpoint with the address of this source.
      </li>
      <li>
        Let it send <code className={code}>customer.subscription.*</code> and{' '}
        <code className={code}>invoice.*</code>; anything else is ignored.
      </li>
      <li>
        Copy its signing secret (<code className={code}>whsec_…</code>) and set it here: until then
        everything is refused.
      </li>
      <li>
        What was before comes with <code className={code}>STRIPE_API_KEY</code>.
      </li>
    </ol>
  ),
  load_tests: (
    <>
      <p>
        Keep the address as <code className={code}>TAFFRAIL_LOAD_TESTS_URL</code>, and send the
        report after the run. <code className={code}>plan</code> names the test: runs of the same
        name are compared.
      </p>
      <CodeBlock code={loadTestCall} what="the call after a load test" />
    </>
  ),
  autofix: (
    <>
      <p>
        Keep the address as <code className={code}>TAFFRAIL_AUTOFIX_URL</code> in the secrets of the
        repository, and add this step behind the one of claude-code-action (its id here is{' '}
        <code className={code}>claude</code>).
      </p>
      <CodeBlock code={autofixStep} what="the workflow step" />
    </>
  ),
  alertmanager: (
    <>
      <p>
        Add the receiver to <code className={code}>alertmanager.yml</code>, with the address of this
        source, and reload Alertmanager. Resolved alerts come with it.
      </p>
      <CodeBlock code={alertmanagerReceiver} what="the receiver of Alertmanager" />
    </>
  ),
  sentry: (
    <ol className="flex list-decimal flex-col gap-1 pl-5">
      <li>
        In Sentry, under Settings, Developer Settings, create an internal integration with the
        address of this source as its webhook URL.
      </li>
      <li>
        Turn <strong>Alert Rule Action</strong> on, let it read <em>Issue &amp; Event</em>, and tick
        the webhook <code className={code}>issue</code>.
      </li>
      <li>Copy its client secret and set it here: until then everything is refused.</li>
      <li>In the alert rules that should arrive here, choose the integration as an action.</li>
    </ol>
  ),
  github: (
    <ol className="flex list-decimal flex-col gap-1 pl-5">
      <li>
        In the settings of the repository or organisation, under Webhooks, add one with the address
        of this source and the content type <code className={code}>application/json</code>.
      </li>
      <li>
        Give it a long random secret, and set the same here: until then everything is refused.
      </li>
      <li>
        Let it send <em>Workflow runs</em> and <em>Deployment statuses</em>; anything else is
        ignored.
      </li>
    </ol>
  ),
  generic: (
    <>
      <p>
        Keep the address as <code className={code}>TAFFRAIL_ALERTS_URL</code>. What is sent like
        this needs no mapping; for the bodies of another sender, let it send once and say under
        Mapping where the fields stand.
      </p>
      <CodeBlock code={genericAlertCall} what="the calls" wrap />
    </>
  ),
};
