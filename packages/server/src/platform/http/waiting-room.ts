import { raise } from './api-error.ts';

/** A request's part of the room. */
export interface Seat {
  /** @throws `unavailable` when the room is full */
  grow(bytes: number): void;
  leave(): void;
}

export interface WaitingRoomOptions {
  readonly requests: number;
  readonly bytes: number;
  readonly onChange: (bytes: number) => void;
}

/** Long enough for a full room to be written. */
const retryAfterSeconds = 2;

const refuse = (): never =>
  raise('unavailable', {
    message: 'Too much is waiting to be written. Send it again later.',
    retryAfterSeconds,
  });

/** Bounds what batches under way hold in memory: beyond it senders keep their data. */
export class WaitingRoom {
  readonly #options: WaitingRoomOptions;
  #requests = 0;
  #bytes = 0;

  constructor(options: WaitingRoomOptions) {
    this.#options = options;
  }

  /** @throws `unavailable` when the room is full */
  enter(): Seat {
    if (this.#requests >= this.#options.requests || this.#bytes >= this.#options.bytes) refuse();
    this.#requests += 1;
    let held = 0;
    return {
      grow: (bytes) => {
        if (this.#bytes + bytes > this.#options.bytes) refuse();
        held += bytes;
        this.#change(bytes);
      },
      leave: () => {
        this.#requests -= 1;
        this.#change(-held);
        held = 0;
      },
    };
  }

  #change(bytes: number): void {
    this.#bytes += bytes;
    this.#options.onChange(this.#bytes);
  }
}
