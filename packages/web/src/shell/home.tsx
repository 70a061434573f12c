import { DashboardPage } from '../features/dashboard/dashboard-page.tsx';
import { FirstStepsPanel } from '../features/first-steps/first-steps-panel.tsx';
import { useCan } from '../lib/me.ts';

/** The dashboard, with the checklist in the place of figures that are not there yet. */
export function Home() {
  const mayHandleKeys = useCan('keys.manage');
  return <DashboardPage firstSteps={mayHandleKeys ? <FirstStepsPanel /> : null} />;
}
