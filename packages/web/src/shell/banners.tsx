import { useSyncExternalStore } from 'react';
import { forgetIgnored, useIgnoredParameters } from '../lib/url/ignored-parameters.ts';
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
        <Button look="quiet" className="-my-1 h-7" onClick={forgetIgnored}>
          Dismiss
        </Button>
      }
    >
      Part of this address could not be read and was ignored: {list.format(names)}.
    </Notice>
  );
}
