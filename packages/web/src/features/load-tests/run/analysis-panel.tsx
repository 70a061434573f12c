import type { LoadTestRunDetail } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { PanelFrame } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';
import { actionWords } from '../verdict-words.ts';
import { Sentences } from './sentences.tsx';

/** What there is to say of a run, marked with who says it; each sentence leads to what it rests on. */
export function AnalysisPanel({ run }: { run: LoadTestRunDetail }) {
  const { analysis } = run;
  return (
    <PanelFrame
      title="Summary and diagnosis"
      actions={
        analysis && (
          <span className="text-compact text-muted">
            {analysis.provider === 'rules' ? 'Written by rules, no model' : analysis.provider}
          </span>
        )
      }
    >
      {analysis ? (
        <dl className="grid gap-3">
          <Part title="Summary">
            <Sentences run={run} of={analysis.summary} />
          </Part>
          <Part title="Diagnosis">
            {analysis.diagnosis.length === 0 ? (
              <span className="text-muted">Nothing stands out.</span>
            ) : (
              <Sentences run={run} of={analysis.diagnosis} />
            )}
          </Part>
          <Part title="Action required">
            <Action run={run} />
          </Part>
        </dl>
      ) : (
        <p className="text-muted">Nothing was written of this run.</p>
      )}
    </PanelFrame>
  );
}

function Action({ run }: { run: LoadTestRunDetail }) {
  const words = actionWords(run);
  if (words === 'Yes') return <Status status="warning">Yes</Status>;
  if (words === 'No') return <Status status="ok">No</Status>;
  return <Status status="unknown">Not known: its verdict tells neither</Status>;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-compact text-muted">{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
