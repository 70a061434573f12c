import { sentenceOf, type FirstSteps } from '@taffrail/contract';
import { RelativeTime } from '../../ui/relative-time.tsx';

interface FirstEventProps {
  event: NonNullable<FirstSteps['firstEvent']>;
}

/** In a demo, where others send too, all that is known is that a key of one's own was used. */
export function FirstEvent({ event: { action, receivedAt } }: FirstEventProps) {
  return (
    <>
      <span className="font-medium text-ok">
        {action === null ? 'Your own key has been used' : 'The first event has arrived'}
      </span>
      {action === null ? '' : `: ${sentenceOf(action)}`}, <RelativeTime at={receivedAt} />.
    </>
  );
}
