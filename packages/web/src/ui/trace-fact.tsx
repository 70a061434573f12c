import { CopyText } from './copy-text.tsx';
import { Fact } from './fact.tsx';
import { TraceLink } from './trace-link.tsx';

interface TraceFactProps {
  traceId: string | null;
  /** A part of it that is open there: `ai_job:<id>`. */
  part?: string;
  /** How much of the id there is room for. */
  length?: number;
}

/** The trace of something, and the way to all that belongs to it; nothing of what has none. */
export function TraceFact({ traceId, part, length = 20 }: TraceFactProps) {
  if (traceId === null) return null;
  return (
    <Fact name="Trace">
      <CopyText text={traceId} what="the trace id" length={length} />
      <TraceLink traceId={traceId} {...(part !== undefined && { part })} />
    </Fact>
  );
}
