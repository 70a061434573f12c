import { createChance, type Chance } from '../../../chance.ts';
import { countTokens } from '../../../llm/answer-to.ts';
import { handbook } from '../../../models/handbook.ts';
import { idAt } from '../../ids.ts';
import { timeOf, type Scene } from '../scene.ts';

/** A job of the worker as far as the catalogue goes. */
export interface Search {
  readonly id: string;
  readonly kind: 'discovery' | 'headhunt';
  readonly tookMs: number;
  readonly found: number;
  /** The message of what the catalogue failed with. */
  readonly failure: string | undefined;
}

export interface Call {
  readonly provider: string;
  readonly model: string;
  readonly operation: 'chat' | 'embeddings';
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens?: number;
  readonly latencyMs: number;
  readonly timeToFirstTokenMs?: number;
}

/** What a stage or a run failed of. */
export interface Failure {
  readonly errorType: string;
  readonly errorMessage: string;
}

export const handbookTokens = countTokens(handbook);

/** What providers refuse or fail with, by the class that their client throws. */
const failures: Readonly<Record<string, number>> = { AI_APICallError: 1 };
const failuresOfAnthropic: Readonly<Record<string, number>> = {
  RateLimitError: 14,
  OverloadedError: 8,
  APIConnectionTimeoutError: 2,
};

/** Runs the stages of one job one after the other, and tells of them as the SDK does. */
export class Teller {
  readonly #scene: Scene;
  readonly #search: Search;
  readonly #chance: Chance;
  #elapsedMs = 0;
  #position = 0;

  constructor(scene: Scene, search: Search) {
    this.#scene = scene;
    this.#search = search;
    // Of its own: what models make of results decides nothing else.
    this.#chance = createChance(scene.seed, 'models', search.id);
  }

  get chance(): Chance {
    return this.#chance;
  }

  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  stage(stage: string, tookMs: number, error?: Failure): void {
    this.#tellStage(stage, {
      status: error ? 'failed' : 'succeeded',
      durationMs: Math.round(tookMs),
      ...error,
    });
    this.#elapsedMs += tookMs;
  }

  leaveOut(stages: readonly string[], state: { status: string; reason?: string }): void {
    for (const stage of stages) this.#tellStage(stage, state);
  }

  /** True if it was answered, at the first or the second attempt. */
  call(call: Call): boolean {
    const errors = call.provider === 'anthropic' ? failuresOfAnthropic : failures;
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const isAnswered = this.#chance.happens(0.97);
      this.#tellJob(call, isAnswered ? undefined : this.#chance.weighted(errors));
      if (isAnswered) return true;
    }
    return false;
  }

  end(error?: Failure): void {
    const { id, kind } = this.#search;
    const { at } = this.#scene;
    this.#scene.tell(at, () => ({
      kind: 'pipeline_run',
      id,
      pipeline: kind,
      status: error ? 'failed' : 'succeeded',
      createdAt: timeOf(at),
      durationMs: Math.round(this.#elapsedMs),
      ...error,
      ...this.#belonging(),
    }));
  }

  #belonging() {
    const { product, person, sessionId, traceId } = this.#scene;
    return { organizationId: product.customer.id, userId: person.id, sessionId, traceId };
  }

  #tellStage(stage: string, state: { status: string; durationMs?: number; reason?: string }): void {
    const at = this.#scene.at + this.#elapsedMs;
    const id = idAt(this.#chance, at);
    const position = this.#position;
    this.#position += 1;
    this.#scene.tell(at, () => ({
      kind: 'stage_execution',
      id,
      runId: this.#search.id,
      pipeline: this.#search.kind,
      stage,
      position,
      createdAt: timeOf(at),
      ...state,
      ...this.#belonging(),
    }));
  }

  #tellJob(call: Call, errorType: string | undefined): void {
    const at = this.#scene.at + this.#elapsedMs;
    const id = idAt(this.#chance, at);
    // In a busy hour the handbook was read a moment ago.
    const isKept = call.operation === 'chat' && this.#chance.happens(0.6);
    const cached = isKept ? Math.floor(handbookTokens / 128) * 128 : 0;
    const { inputTokens, outputTokens, reasoningTokens, timeToFirstTokenMs, ...named } = call;
    const latencyMs = Math.round(errorType === undefined ? call.latencyMs : call.latencyMs / 10);
    const usage =
      errorType === undefined
        ? { inputTokens, outputTokens, reasoningTokens, cachedReadTokens: cached }
        : {};
    this.#scene.tell(at, () => ({
      kind: 'ai_job',
      id,
      createdAt: timeOf(at),
      ...this.#belonging(),
      ...named,
      route: this.#search.kind,
      ...usage,
      latencyMs,
      timeToFirstTokenMs: errorType === undefined ? timeToFirstTokenMs : undefined,
      status: errorType === undefined ? 'succeeded' : 'failed',
      errorType,
    }));
  }
}
