import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { Link } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { FirstEvent } from './first-event.tsx';
import { firstStepsQuery } from './first-steps.api.ts';
import { FirstStepsPanel } from './first-steps-panel.tsx';

/** Long enough to see that the detector has turned green. */
const greenMs = 2500;

/** The checklist, until the first event has come; then what is behind it, with word of that event. */
export function FirstEventGate({ children }: { children: ReactNode }) {
  const { data, error } = useQuery(firstStepsQuery);
  const [waited, setWaited] = useState(false);
  const [open, setOpen] = useState(false);
  const event = data?.firstEvent;
  if (event === null && !waited) setWaited(true);
  const arrived = waited && event !== null && event !== undefined;
  useEffect(() => {
    if (!arrived) return undefined;
    const timer = setTimeout(() => {
      // The button in the checklist that had the focus goes with it.
      if (document.activeElement?.closest('[data-first-steps]')) {
        document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
      }
      setOpen(true);
    }, greenMs);
    return () => clearTimeout(timer);
  }, [arrived]);
  if (waited && !open) {
    return (
      <div data-first-steps>
        <FirstStepsPanel />
      </div>
    );
  }
  if (!data && !error) return null;
  return (
    <>
      {waited && event && (
        <Notice status="ok" live="off" className="mb-4">
          <FirstEvent event={event} /> It stands in the{' '}
          <Link to="/admin/activity" className="underline">
            activity log
          </Link>
          ; whatever comes next is counted here.
        </Notice>
      )}
      {children}
    </>
  );
}
