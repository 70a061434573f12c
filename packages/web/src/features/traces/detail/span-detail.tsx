import type { TraceSpan } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { formatLatency, plural } from '../../../lib/format.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { JsonTree } from '../../../ui/json-tree.tsx';
import { Link } from '../../../ui/link.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { formatMicroseconds } from '../layer-words.ts';
import { spanQuery } from '../traces.api.ts';

/** What a span was told with: attributes, events with their exceptions, links. */
export function SpanDetail({ traceId, spanId }: { traceId: string; spanId: string }) {
  const { data, error, isFetching, refetch } = useQuery(spanQuery(traceId, spanId));
  if (error)
    return (
      <ErrorState
        error={error}
        what="the span"
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    );
  if (!data || data.spanId !== spanId) return <SkeletonRows rows={4} />;
  const { attributes, resource, events, links, scope, dropped } = data;
  return (
    <>
      <Part title="Attributes" value={attributes} />
      {events.length > 0 && <Events span={data} />}
      {links.length > 0 && (
        <Titled title="Links">
          <ul>
            {links.map((link) => (
              <li key={`${link.traceId} ${link.spanId}`}>
                <Link
                  to="/admin/traces/$traceId"
                  params={{ traceId: link.traceId }}
                  search={{ peek: `span:${link.spanId}` }}
                  className="font-mono text-caption break-all"
                >
                  {link.traceId}
                </Link>
              </li>
            ))}
          </ul>
        </Titled>
      )}
      <Part title={scope === null ? 'Resource' : `Resource, told by ${scope}`} value={resource} />
      {dropped > 0 && (
        <p className="text-muted">
          {plural(dropped, 'attribute, event or link', 'attributes, events and links')} were left
          out on the way.
        </p>
      )}
    </>
  );
}

function Titled({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <h4 className="mb-1 text-muted">{title}</h4>
      {children}
    </div>
  );
}

function Part({ title, value }: { title: string; value: Record<string, unknown> }) {
  if (Object.keys(value).length === 0) return null;
  return (
    <Titled title={title}>
      <JsonTree value={value} label={title} />
    </Titled>
  );
}

const stackOf = ({ attributes }: TraceSpan['events'][number]): string | undefined => {
  const stack = attributes['exception.stacktrace'];
  return typeof stack === 'string' ? stack : undefined;
};

const sinceStart = ({ startedAt }: TraceSpan, at: string): number =>
  (Date.parse(at) - Date.parse(startedAt)) * 1_000;

function Events({ span }: { span: TraceSpan }) {
  return (
    <Titled title="Events">
      <ul className="grid gap-2">
        {span.events.map((event, index) => {
          const stack = stackOf(event);
          const { 'exception.stacktrace': _, ...attributes } = event.attributes;
          return (
            // Events have no id, and none is added or taken away.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className="min-w-0">
              {event.name}{' '}
              <span className="text-muted">
                after {formatMicroseconds(Math.max(0, sinceStart(span, event.at)), formatLatency)}
              </span>
              {Object.keys(attributes).length > 0 && (
                <JsonTree value={attributes} label={`Attributes of ${event.name}`} />
              )}
              {stack !== undefined && <CodeBlock code={stack} what="the stack" />}
            </li>
          );
        })}
      </ul>
    </Titled>
  );
}
