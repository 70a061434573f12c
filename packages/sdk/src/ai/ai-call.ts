import type { Session } from '../capture/session.ts';
import type { Usage } from './usage.ts';

/** What is known of a call of a model before it is made. Longer texts than these are cut. */
export interface AiAbout {
  /** What of the product it is for: the pattern of a route, the name of a feature. 300 characters. */
  route?: string | undefined;
  /** Whose call it is; a function is asked at each call, and may throw: then it is nobody's. */
  session?: Session | null | undefined | (() => Session | null | undefined);
  /** 200 characters. */
  promptVersion?: string | undefined;
  /** Anything else that helps. Taken at the call; at most 32,768 bytes as JSON. */
  attributes?: Readonly<Record<string, unknown>> | undefined;
}

export interface AiCall extends AiAbout {
  /** As OpenTelemetry names it: `openai`, `anthropic`, `aws.bedrock`. 100 characters. */
  provider: string;
  /** 200 characters. */
  model: string;
  /** `chat` unless given; `embeddings`, `image` … 50 characters. */
  operation?: string | undefined;
}

/** One call of a model while it runs. Nothing of it throws. */
export interface AiJob {
  /** UUID of version 7. */
  readonly id: string;
  /** What the call used, where its result does not tell; may be called again, the last says it. */
  readonly usage: (usage: Usage) => void;
  /** The first token is there: for answers that are streamed. */
  readonly firstToken: () => void;
  /** How right the answer is, from 0 to 1, if that is known already. */
  readonly accuracy: (value: number) => void;
}
