import type { IntegrityCheckDetail } from '@taffrail/contract';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';

const sentences = {
  foreign_key: 'Each row must have its counterpart. As PostgreSQL words it:',
  reference: 'Each row must have its counterpart:',
  check: 'This SELECT must give no row:',
} as const satisfies Record<IntegrityCheckDetail['kind'], string>;

/** What must hold. It is changed where it is declared, or in the configuration: not here. */
export function CheckDefinition({ check: { kind, definition } }: { check: IntegrityCheckDetail }) {
  return (
    <PanelFrame title="Definition">
      <p className="mb-2 text-muted">{sentences[kind]}</p>
      <CodeBlock code={definition} what="the definition" />
    </PanelFrame>
  );
}
