import { useSyncExternalStore } from 'react';
import { dismissIgnored, useIgnoredParameters } from '../lib/url/ignored-parameters.ts';
import { useMe } from '../lib/me.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

const subscribe = (listener: () => void): (() => void) => {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
};

export function OfflineBanner() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  if (online) return null;
  return (
    <Notice status="warning" className="mb-4">
      You are offline. What you see may be old; changes are not possible until you are back.
    </Notice>
  );
}

/** Made-up data never passes for real: on every page, above what it shows. */
export function DemoBanner() {
  if (!useMe().isDemo) return null;
  return (
    <aside
      aria-label="Demo"
      className="flex flex-wrap gap-x-4 border-b border-line bg-info-tint px-6 py-1 text-compact max-sm:px-4"
    >
      <p>
        <span className="font-semibold text-info">Demo:</span> everything here is made up by
        Tradewind.
      </p>
      <p>
        Clean console: <code className="font-mono">npm start -- --no-demo</code>
      </p>
    </aside>
  );
}

const list = new Intl.ListFormat('en-GB');

/** The page renders with what it could read of its address, and says what it could not. */
export function IgnoredParametersNotice() {
  const names = useIgnoredParameters();
  if (names.length === 0) return null;
  return (
    <Notice
      status="info"

      className="mb-4"
      action={
        <Button look="quiet" className="-my-1 h-7" onClick={dismissIgnored}>
          Dismiss
        </Button>
      }
    >
      Part of this address could not be read and was ignored: {list.format(names)}.
    </Notice>
  );
}
