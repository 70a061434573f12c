import { lazy, Suspense, type ReactNode } from 'react';
import { searchOfEvent } from '../features/activity/log/event-links.ts';
import { sentenceFor } from '../features/activity/log/sentence.ts';
import { DashboardPage } from '../features/dashboard/dashboard-page.tsx';
import { useCan } from '../lib/me.ts';

const FirstEventGate = lazy(() =>
  import('../features/first-steps/first-event-gate.tsx').then((module) => ({
    default: module.FirstEventGate,
  })),
);

const words = { sentenceFor, searchOfEvent } as const;

/** The dashboard, with the checklist in the place of figures that are not there yet. */
export function Home() {
  const mayHandleKeys = useCan('keys.manage');
  return <DashboardPage words={words} gate={mayHandleKeys ? Checklist : Open} />;
}

function Checklist({ children }: { children: ReactNode }) {
  return (
    <Suspense fallback={null}>
      <FirstEventGate>{children}</FirstEventGate>
    </Suspense>
  );
}

/** Who handles no keys cannot send the first event. */
function Open({ children }: { children: ReactNode }) {
  return children;
}
