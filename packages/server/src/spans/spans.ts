/** What other slices may use: the way in writes spans, and settles with them what they tell of. */
export { recordSpans, type NewSpan, type SpanResource } from './recording/record-spans.store.ts';
export { lockTraces, settleAiJobs, type TouchedTraces } from './recording/traces.store.ts';
