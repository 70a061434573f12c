import { lazy, Suspense, useEffect, useState } from 'react';
import { onToast, type ToastMessage } from '../ui/toast.ts';

const Toasts = lazy(() =>
  import('../ui/toasts.tsx').then((module) => ({ default: module.Toasts })),
);

/** Nobody has seen a toast yet on most visits: their code comes with the first. */
export function ToastHost() {
  const [messages, setMessages] = useState<readonly ToastMessage[]>([]);
  useEffect(() => onToast((message) => setMessages((before) => [...before, message])), []);
  return (
    messages.length > 0 && (
      <Suspense fallback={null}>
        <Toasts messages={messages} />
      </Suspense>
    )
  );
}
