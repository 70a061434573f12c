import { timestamp } from '../record/record-line.ts';
import { isShare, requiredText, type Telling } from '../record/telling.ts';
import type { SkipReason, Stage } from './pipeline.ts';
import { ended, failed, type State } from './run-state.ts';

interface Execution {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly attempt: number;
  readonly at: number;
  accuracy: number | undefined;
}

/** The stages of one run. Nothing throws but what the host's own work throws. */
export class OpenStages {
  readonly #telling: Telling;
  readonly #shared: object;
  readonly #names: string[];
  readonly #attempts = new Map<string, number>();
  readonly #running = new Set<Execution>();
  #isTold = false;

  /** `shared` stands in each record. */
  constructor(telling: Telling, shared: object, names: readonly string[]) {
    this.#telling = telling;
    this.#shared = shared;
    this.#names = [...names];
  }

  async run<Result>(
    name: string,
    work: (stage: Stage) => Result | PromiseLike<Result>,
  ): Promise<Result> {
    const { ports } = this.#telling;
    const execution = this.#begin(name);
    const startedAt = ports.monotonic();
    this.#running.add(execution);
    if (this.#isTold) this.#tell(execution, { status: 'running' });
    const accuracy = (value: number): void => {
      if (isShare(value)) execution.accuracy = value;
    };
    try {
      const result = await work({ accuracy });
      this.#tell(execution, ended(ports.monotonic() - startedAt));
      return result;
    } catch (error) {
      this.#tell(execution, failed(ports.monotonic() - startedAt, error));
      throw error;
    } finally {
      this.#running.delete(execution);
    }
  }

  skip(name: string, reason: SkipReason): void {
    this.#tell(this.#begin(name), { status: 'skipped' }, reason);
  }

  /** The run takes long: from now on stages are told when they begin, too. */
  tellWhileRunning(): void {
    this.#isTold = true;
    for (const execution of this.#running) this.#tell(execution, { status: 'running' });
  }

  /** What was announced and never began stays pending. */
  end(): void {
    for (const name of this.#names)
      if (!this.#attempts.has(name)) this.#tell(this.#begin(name), { status: 'pending' });
  }

  #begin(name: string): Execution {
    const { ports, makeId } = this.#telling;
    const known = this.#names.indexOf(name);
    const position = known === -1 ? this.#names.push(name) - 1 : known;
    const attempt = (this.#attempts.get(name) ?? 0) + 1;
    this.#attempts.set(name, attempt);
    const at = ports.now();
    return { id: makeId(at), name, position, attempt, at, accuracy: undefined };
  }

  #tell(execution: Execution, state: State, reason?: SkipReason): void {
    const { id, name, position, attempt, at, accuracy } = execution;
    this.#telling.tell(() =>
      JSON.stringify({
        id,
        stage: requiredText(name, 'stage', 100),
        position,
        attempt,
        createdAt: timestamp(at),
        ...state,
        reason,
        accuracy,
        ...this.#shared,
      }),
    );
  }
}
