import type {
  CancellationCause,
  CancellationFeedback,
  CancellationReason,
  RevenueCancellation,
} from '@taffrail/contract';

const reasons = {
  payment_failed: 'Payment failed',
  announced: 'Had announced to leave',
  paused: 'Paused',
  ended: 'Ended at once',
} as const satisfies Record<CancellationReason, string>;

/** Where it says more than the reason that shows. */
const causes = {
  cancellation_requested: null,
  payment_disputed: 'Payment disputed',
  payment_failed: null,
} as const satisfies Record<CancellationCause, string | null>;

const feedbacks = {
  customer_service: 'unhappy with the service',
  low_quality: 'low quality',
  missing_features: 'missing features',
  other: 'another reason',
  switched_service: 'switched to another service',
  too_complex: 'too complex',
  too_expensive: 'too expensive',
  unused: 'not used enough',
} as const satisfies Record<CancellationFeedback, string>;

/** Why somebody stopped paying: what shows, and what was said. */
export const cancellationWords = ({
  reason,
  cause,
  feedback,
}: Pick<RevenueCancellation, 'reason' | 'cause' | 'feedback'>): readonly (string | null)[] => [
  (cause && causes[cause]) ?? reasons[reason],
  feedback && `said: ${feedbacks[feedback]}`,
];
