import type { AnalysisFinding } from '@taffrail/contract';
import { formatPercent } from '../../lib/format.ts';
import { CitedRowLink } from './cited-row.tsx';

/** The sentences of an analysis, each with the rows that it rests on. */
export function Findings({ findings }: { findings: readonly AnalysisFinding[] }) {
  const causes = findings.filter(({ kind }) => kind === 'cause');
  const facts = findings.filter(({ kind }) => kind === 'fact');
  return (
    <dl className="grid gap-4">
      <div>
        <dt className="text-compact text-muted">
          {causes.length === 1 ? 'Likely cause' : 'Likely causes, the likeliest first'}
        </dt>
        <dd>
          {causes.length === 0 ? (
            <p className="text-muted">None is known.</p>
          ) : (
            <Sentences of={causes} />
          )}
        </dd>
      </div>
      {facts.length > 0 && (
        <div>
          <dt className="text-compact text-muted">What is so</dt>
          <dd>
            <Sentences of={facts} />
          </dd>
        </div>
      )}
    </dl>
  );
}

const quiet =
  'max-w-full wrap-anywhere text-caption text-muted underline decoration-edge underline-offset-2 hover:text-text';

function Sentences({ of: findings }: { of: readonly AnalysisFinding[] }) {
  return (
    <ul className="grid gap-2">
      {findings.map(({ rule, text, confidence, sources }) => (
        <li key={`${rule} ${text}`} className="min-w-0">
          <p className="break-words">{text}</p>
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-caption text-muted">
            {confidence !== null && (
              <span title="How likely it is, by experience; not measured.">
                Confidence {formatPercent(confidence).replace('.0', '')}
              </span>
            )}
            <span>
              Rule <code className="font-mono">{rule}</code>
            </span>
            {sources.map((row) => (
              <CitedRowLink key={`${row.type} ${row.id}`} row={row} className={quiet} />
            ))}
          </p>
        </li>
      ))}
    </ul>
  );
}
