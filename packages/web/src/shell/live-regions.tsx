import { useEffect, useState } from 'react';
import { onAnnounce } from '../lib/announce.ts';

/** One polite and one assertive region for the whole application. */
export function LiveRegions() {
  const [polite, setPolite] = useState('');
  const [assertive, setAssertive] = useState('');
  useEffect(
    () =>
      onAnnounce((text, urgency) => {
        const set = urgency === 'polite' ? setPolite : setAssertive;
        // The same words twice must be a change, or nothing is read.
        set((current) => (current === text ? `${text}\u00A0` : text));
      }),
    [],
  );
  return (
    <div className="sr-only">
      <p aria-live="polite">{polite}</p>
      <p aria-live="assertive">{assertive}</p>
    </div>
  );
}
