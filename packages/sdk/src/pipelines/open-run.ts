import { activeSpan } from '../capture/active-span.ts';
import { toText } from '../capture/activity.ts';
import { metadataText } from '../capture/metadata.ts';
import type { Session } from '../capture/session.ts';
import type { CancelTimer } from '../host/ports.ts';
import { timestamp } from '../record/record-line.ts';
import { cutText, requiredText, type Telling } from '../record/telling.ts';
import { OpenStages } from './open-stages.ts';
import type { PipelineDefinition, PipelineRun } from './pipeline.ts';
import { ended, failed, type State } from './run-state.ts';

/** The console's limits, in characters. */
const longestName = 100;
const longestId = 200;

/** A run that is shorter is told once, when it has ended. */
const toldWhileRunningAfterMs = 1_000;

/** The console takes a run that it does not hear of for two minutes for stalled. */
const signOfLifeMs = 60_000;

/** Of whom it is, in which trace: the same of a run and its stages. */
interface Belonging {
  readonly organizationId: string | undefined;
  readonly userId: string | undefined;
  readonly sessionId: string | undefined;
  readonly traceId: string | undefined;
}

const belongingOf = (session: Session | null | undefined): Belonging => ({
  organizationId: toText(session?.organizationId),
  userId: toText(session?.userId),
  sessionId: toText(session?.sessionId),
  traceId: toText(session?.traceId) ?? activeSpan()?.traceId,
});

/** A run from its beginning to its end. Nothing of it throws but what stages do. */
export class OpenRun {
  readonly #telling: Telling;
  readonly #definition: PipelineDefinition;
  readonly #belonging: Belonging;
  readonly #attributes: string | undefined;
  readonly #at: number;
  readonly #startedAt: number;
  readonly #stages: OpenStages;
  #cancelTimer: CancelTimer;
  readonly handle: PipelineRun;

  constructor(
    pipeline: string | PipelineDefinition,
    session: Session | null | undefined,
    telling: Telling,
  ) {
    const { ports, makeId, onReplaced } = telling;
    this.#telling = telling;
    this.#definition = typeof pipeline === 'string' ? { name: pipeline } : { ...pipeline };
    this.#belonging = belongingOf(session);
    const { attributes } = this.#definition;
    this.#attributes = attributes ? metadataText(attributes, onReplaced) : undefined;
    this.#at = ports.now();
    this.#startedAt = ports.monotonic();
    const id = cutText(this.#definition.id, longestId) ?? makeId(this.#at);
    const shared = { kind: 'stage_execution', runId: id, pipeline: this.#name, ...this.#belonging };
    this.#stages = new OpenStages(telling, shared, this.#definition.stages ?? []);
    this.handle = {
      id,
      stage: (name, work) => this.#stages.run(name, work),
      skip: (name, reason) => this.#stages.skip(name, reason),
    };
    this.#cancelTimer = this.#tellWhileRunningAfter(toldWhileRunningAfterMs);
  }

  /** With what it failed of, if it did. */
  end(...errors: readonly unknown[]): void {
    this.#cancelTimer();
    this.#stages.end();
    const durationMs = this.#telling.ports.monotonic() - this.#startedAt;
    this.#tell(errors.length === 0 ? ended(durationMs) : failed(durationMs, errors[0]));
  }

  #tellWhileRunningAfter(delayMs: number): CancelTimer {
    return this.#telling.ports.setTimer(() => {
      this.#tell({ status: 'running' });
      this.#stages.tellWhileRunning();
      this.#cancelTimer = this.#tellWhileRunningAfter(signOfLifeMs);
    }, delayMs);
  }

  get #name(): string | undefined {
    return cutText(this.#definition.name, longestName);
  }

  #tell(state: State): void {
    this.#telling.tell(() => {
      const line = JSON.stringify({
        kind: 'pipeline_run',
        id: this.handle.id,
        pipeline: requiredText(this.#name, 'name', longestName),
        createdAt: timestamp(this.#at),
        attempt: this.#definition.attempt,
        ...state,
        ...this.#belonging,
      });
      const attributes = this.#attributes;
      return attributes === undefined ? line : `${line.slice(0, -1)},"attributes":${attributes}}`;
    });
  }
}

/** Whatever it is given: a run without a usable name goes on, and is counted as dropped. */
export function openRun(
  pipeline: string | PipelineDefinition,
  session: Session | null | undefined,
  telling: Telling,
): OpenRun {
  try {
    return new OpenRun(pipeline, session, telling);
  } catch {
    return new OpenRun('', undefined, telling);
  }
}
