import type { ReactNode } from 'react';
import { sentenceFor } from '../features/activity/log/sentence.ts';
import { DashboardPage } from '../features/dashboard/dashboard-page.tsx';
import { DashboardSearch } from '../features/dashboard/dashboard-search.ts';
import { useCan, useMe } from '../lib/me.ts';
import { searchOfEvent } from '../lib/url/event-links.ts';
import { withSearch } from '../lib/url/with-search.tsx';
import { later } from '../ui/later.tsx';

/** Its code comes only for an empty console. */
const FirstEventGate = later(
  async () => (await import('../features/first-steps/first-event-gate.tsx')).FirstEventGate,
);

/** Below the fold, and so behind the first page. */
const IncidentPanels = later(
  async () => (await import('../features/incident-panels/incident-panels.tsx')).IncidentPanels,
);

const words = { sentenceFor, searchOfEvent } as const;

/** The dashboard, with the checklist in the place of figures that are not there yet. */
function HomeContent() {
  const mayHandleKeys = useCan('keys.manage');
  const { isDemo } = useMe();
  const gate = mayHandleKeys && !isDemo ? FirstEventGate : OpenGate;
  return <DashboardPage words={words} gate={gate} panels={<IncidentPanels />} />;
}

/** Who handles no keys cannot send the first event; in a demo, it comes by itself. */
function OpenGate({ children }: { children: ReactNode }) {
  return children;
}

export const Home = withSearch(DashboardSearch, HomeContent);
