import { usePreferences } from '../lib/me.ts';
import { formatAbsolute, formatExact, formatRelative } from '../lib/time/format-time.ts';
import { useTimeZone } from '../lib/time/time-zone.ts';
import { useNow } from '../lib/time/use-now.ts';

/** A moment, relative or absolute as the operator prefers; the other one on hover. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const [{ times }] = usePreferences();
  return <Moment at={at} form={times} className={className} />;
}

/** The same without the operator's preference, for pages in front of the sign-in. */
export function Moment({
  at,
  form,
  className,
}: {
  at: string;
  form: 'relative' | 'absolute';
  className?: string | undefined;
}) {
  const moment = new Date(at);
  const timeZone = useTimeZone();
  const now = useNow();
  const relative = formatRelative(moment, now);
  const exact = formatExact(moment, timeZone);
  return (
    <time
      dateTime={at}
      className={className}
      title={form === 'relative' ? exact : `${relative} · ${exact}`}
    >
      {form === 'relative' ? relative : formatAbsolute(moment, timeZone, now)}
    </time>
  );
}
