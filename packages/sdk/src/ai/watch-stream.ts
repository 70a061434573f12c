import type { OpenJob } from './open-job.ts';
import { createSeeEvent, type SeeEvent } from './read-event.ts';

/**
 * Streams are watched where they are read: every event, and every request for one, passes through as
 * it comes; nothing is kept and nothing is read ahead.
 */

type MakeIterator = () => AsyncIterator<unknown>;

/** A stream of the OpenAI or the Anthropic client; all ways of reading it lead to this function. */
interface ClientStream {
  iterator: MakeIterator;
}

export const isClientStream = (value: unknown): value is ClientStream =>
  typeof value === 'object' &&
  value !== null &&
  'controller' in value &&
  typeof (value as Partial<ClientStream>).iterator === 'function' &&
  Symbol.asyncIterator in value;

/** What looks on must not be felt, whatever an event is made of. */
const quietly =
  (see: SeeEvent): SeeEvent =>
  (event) => {
    try {
      see(event);
    } catch {
      // The event is the host's.
    }
  };

function watched(iterator: AsyncIterator<unknown>, job: OpenJob): AsyncIterableIterator<unknown> {
  const see = quietly(createSeeEvent(job));
  const onResult = (result: IteratorResult<unknown>): void => {
    if (result.done === true) job.succeed();
    else see(result.value);
  };
  const onError = (error: unknown): void => job.fail(error);
  // The client's own promise is handed on: whoever waits for it waits no longer than before.
  const watch = (next: Promise<IteratorResult<unknown>>): Promise<IteratorResult<unknown>> => {
    next.then(onResult, onError);
    return next;
  };
  const watching: AsyncIterableIterator<unknown> = {
    next: (...given: [] | [unknown]) => watch(iterator.next(...given)),
    [Symbol.asyncIterator]: () => watching,
  };
  const close = iterator.return?.bind(iterator);
  if (close !== undefined) {
    watching.return = (value) => {
      // Nobody wants the rest: what was told by then is what is known.
      job.succeed();
      return close(value);
    };
  }
  const raise = iterator.throw?.bind(iterator);
  if (raise !== undefined) watching.throw = (error) => watch(raise(error));
  return watching;
}

/** In place: the client knows its streams by their class. */
export function watchClientStream(stream: ClientStream, job: OpenJob): void {
  const make = stream.iterator;
  stream.iterator = () => watched(make.call(stream), job);
}

type ReadResult<Part> = Awaited<ReturnType<ReadableStreamDefaultReader<Part>['read']>>;

/** The same of a web stream, which cannot be watched in place. */
export function watchWebStream<Part>(
  stream: ReadableStream<Part>,
  job: OpenJob,
): ReadableStream<Part> {
  const see = quietly(createSeeEvent(job));
  const reader = stream.getReader();
  let controller: ReadableStreamDefaultController<Part>;
  const onPart = ({ done, value }: ReadResult<Part>): void => {
    if (done) {
      job.succeed();
      controller.close();
    } else {
      see(value);
      controller.enqueue(value);
    }
  };
  const onError = (error: unknown): never => {
    job.fail(error);
    throw error;
  };
  return new ReadableStream<Part>(
    {
      start: (given) => {
        controller = given;
      },
      pull: () => reader.read().then(onPart, onError),
      cancel: (reason) => {
        job.succeed();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
