import { useMe } from '../lib/me.ts';
import { formatExact, formatRelative } from '../lib/time/format-time.ts';
import { useNow } from '../lib/time/use-now.ts';
import { Fact } from './fact.tsx';

/** When something happened, in the reporting zone and in UTC. */
export function TimeFacts({ at: text }: { at: string }) {
  const { reportingTimeZone } = useMe();
  const now = useNow();
  const at = new Date(text);
  return (
    <>
      <Fact name={reportingTimeZone === 'UTC' ? 'Time, UTC' : 'Time'}>
        <time dateTime={text}>{formatExact(at, reportingTimeZone)}</time>
        <span className="text-muted">({formatRelative(at, now)})</span>
      </Fact>
      {reportingTimeZone !== 'UTC' && <Fact name="Time, UTC">{text}</Fact>}
    </>
  );
}
