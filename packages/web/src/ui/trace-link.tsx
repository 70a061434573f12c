import { useCan } from '../lib/me.ts';
import { Link } from './link.tsx';

interface TraceLinkProps {
  traceId: string;
  /** A part of it that is open there: `ai_job:<id>`. */
  part?: string;
  children?: string;
}

/** To all that belongs to the same request; nothing for those who may not see it. */
export function TraceLink({ traceId, part, children = 'The whole trace' }: TraceLinkProps) {
  const mayRead = useCan('traces.read');
  if (!mayRead) return null;
  return (
    <Link to="/admin/traces/$traceId" params={{ traceId }} search={{ peek: part }}>
      {children}
    </Link>
  );
}
