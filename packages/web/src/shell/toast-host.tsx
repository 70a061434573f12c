import { useEffect, useState } from 'react';
import { later } from '../ui/later.tsx';
import { onToast, type ToastMessage } from '../ui/toast.ts';

const Toasts = later(async () => (await import('../ui/toasts.tsx')).Toasts);

/** Nobody has seen a toast yet on most visits: their code comes with the first. */
export function ToastHost() {
  const [messages, setMessages] = useState<readonly ToastMessage[]>([]);
  useEffect(() => onToast((message) => setMessages((before) => [...before, message])), []);
  return messages.length > 0 && <Toasts messages={messages} />;
}
