import type { ListedAiJob } from '@taffrail/contract';
import { formatCount } from '../../../lib/format.ts';
import { Fact } from '../../../ui/fact.tsx';

type Tokens = Pick<
  ListedAiJob,
  'inputTokens' | 'cachedReadTokens' | 'cachedWriteTokens' | 'outputTokens' | 'reasoningTokens'
>;

/** What went in and came out, and what of it was cached or thought. */
export function TokenFacts({ job }: { job: Tokens }) {
  return (
    <>
      <Fact name="Input tokens">
        {formatCount(job.inputTokens)}
        <span className="text-muted">
          {formatCount(job.cachedReadTokens)} read from a cache,{' '}
          {formatCount(job.cachedWriteTokens)} written to it
        </span>
      </Fact>
      <Fact name="Output tokens">
        {formatCount(job.outputTokens)}
        <span className="text-muted">{formatCount(job.reasoningTokens)} of reasoning</span>
      </Fact>
    </>
  );
}
