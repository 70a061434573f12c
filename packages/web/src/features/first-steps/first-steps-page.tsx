import { useMe } from '../../lib/me.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { FirstStepsPanel } from './first-steps-panel.tsx';

export function FirstStepsPage() {
  const { isDemo } = useMe();
  return (
    <div className="max-w-220">
      <PageHead title="First steps" purpose="From an empty console to your own first event." />
      {isDemo && (
        <Notice status="info" live="off" className="mb-4">
          In this demo, what you send stands among what Tradewind makes up. For your own product,
          start a clean console: <code className="font-mono">npm start -- --no-demo</code>
        </Notice>
      )}
      <FirstStepsPanel />
    </div>
  );
}
