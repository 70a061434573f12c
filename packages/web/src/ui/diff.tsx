import { cx } from '../lib/class-names.ts';
import { diffFields, type FieldChange } from './diff-fields.ts';

export interface DiffProps {
  /** For screen readers: what changed. */
  caption: string;
  before: Readonly<Record<string, unknown>> | null;
  after: Readonly<Record<string, unknown>> | null;
}

const signs = { added: '+', removed: '−', changed: '±', same: '' } as const;
const words = {
  added: 'added',
  removed: 'removed',
  changed: 'changed',
  same: 'unchanged',
} as const;

/** What something was and became, field by field: by sign, word and colour. */
export function Diff({ caption, before, after }: DiffProps) {
  const changes = diffFields(before, after);
  const both = before !== null && after !== null;
  return (
    <table className="w-full text-left text-compact">
      <caption className="sr-only">{caption}</caption>
      <thead className="text-muted">
        <tr>
          <th scope="col" className="py-1 pr-3 font-medium">
            Field
          </th>
          {(both || before) && (
            <th scope="col" className="py-1 pr-3 font-medium">
              Before
            </th>
          )}
          {(both || after) && (
            <th scope="col" className="py-1 font-medium">
              After
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field} className="border-t border-line align-top">
            <th scope="row" className="py-1 pr-3 font-normal whitespace-nowrap">
              {both && (
                <span aria-hidden className="inline-block w-4 text-muted">
                  {signs[change.kind]}
                </span>
              )}
              {change.field}
              {both && <span className="sr-only">, {words[change.kind]}</span>}
            </th>
            {before && <Value change={change} side="before" marked={both} />}
            {after && <Value change={change} side="after" marked={both} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ValueProps {
  change: FieldChange;
  side: 'before' | 'after';
  /** Both sides are there, so that a difference can be marked. */
  marked: boolean;
}

function Value({ change, side, marked }: ValueProps) {
  const text = change[side];
  const differs = marked && change.kind !== 'same';
  const look = side === 'before' ? 'bg-error-tint text-error' : 'bg-ok-tint text-ok';
  const Tag = !differs ? 'span' : side === 'before' ? 'del' : 'ins';
  return (
    <td className="py-1 pr-3 last:pr-0">
      {text === undefined ? (
        <span className="text-muted">–</span>
      ) : (
        <Tag
          className={cx(
            'rounded-badge font-mono text-caption break-all no-underline',
            differs && `px-1 ${look}`,
          )}
        >
          {text}
        </Tag>
      )}
    </td>
  );
}
