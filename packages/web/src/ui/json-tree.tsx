import { ChevronRight } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { plural } from '../lib/format.ts';

export interface JsonTreeProps {
  value: unknown;
  /** What it is, for screen readers: "Metadata". */
  label: string;
  /** Something to do with a value: "filter by this". Its path is `search.country`. */
  action?: (path: string, value: string) => ReactNode;
}

/** Foreign JSON as text, folded from the third level on. */
export function JsonTree({ value, label, action }: JsonTreeProps) {
  return (
    <div className="font-mono text-caption">
      <Node value={value} label={label} path="" depth={0} action={action} />
    </div>
  );
}

interface NodeProps {
  value: unknown;
  /** Of the outermost list; a region of its own for each would be too many landmarks. */
  label?: string;
  path: string;
  depth: number;
  action: JsonTreeProps['action'];
}

const isBranch = (value: unknown): value is Record<string, unknown> | unknown[] =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

function Node({ value, label, path, depth, action }: NodeProps) {
  if (!isBranch(value)) return <Leaf value={value} path={path} action={action} />;
  return (
    <ul aria-label={label} className={depth === 0 ? '' : 'pl-4'}>
      {Object.entries(value).map(([key, child]) => {
        const childPath = path === '' ? key : `${path}.${key}`;
        return (
          <li key={key}>
            {isBranch(child) ? (
              <details open={depth < 2} className="group">
                <summary className="inline-flex min-h-6 items-center gap-1 text-muted">
                  <ChevronRight
                    size={12}
                    aria-hidden
                    className="transition-transform group-open:rotate-90"
                  />
                  {key}
                  <span>
                    {Array.isArray(child) ? `[${child.length}]` : `{${Object.keys(child).length}}`}
                  </span>
                </summary>
                <Node value={child} path={childPath} depth={depth + 1} action={action} />
              </details>
            ) : (
              <div className="flex min-h-6 flex-wrap items-center gap-x-2 pl-4">
                <span className="text-muted">{key}</span>
                <Leaf value={child} path={childPath} action={action} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Longer texts are cut, and shown whole when asked for. */
const longestText = 400;

function Leaf({ value, path, action }: Omit<NodeProps, 'depth'>) {
  const [whole, setWhole] = useState(false);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const more = whole ? 0 : text.length - longestText;
  return (
    <>
      <span className="break-all whitespace-pre-wrap">
        {more > 0 ? text.slice(0, longestText) : text}
      </span>
      {more > 0 && (
        <button
          type="button"
          onClick={() => setWhole(true)}
          className="min-h-6 font-sans text-accent hover:underline"
        >
          … {plural(more, 'more character')}
        </button>
      )}
      {action?.(path, text)}
    </>
  );
}
