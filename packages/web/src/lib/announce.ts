type Urgency = 'polite' | 'assertive';
type Listener = (text: string, urgency: Urgency) => void;

const listeners = new Set<Listener>();

/** Tells screen readers: politely, unless it cannot wait. The shell holds the two live regions. */
export const announce = (text: string, urgency: Urgency = 'polite'): void => {
  for (const listener of listeners) listener(text, urgency);
};

export const onAnnounce = (listener: Listener): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
