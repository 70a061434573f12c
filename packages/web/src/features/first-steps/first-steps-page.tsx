import { PageHead } from '../../ui/page-head.tsx';
import { FirstStepsPanel } from './first-steps-panel.tsx';

export function FirstStepsPage() {
  return (
    <div className="max-w-220">
      <PageHead title="First steps" purpose="From an empty console to your own first event." />
      <FirstStepsPanel />
    </div>
  );
}
