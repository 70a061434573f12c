import type { OpenJob } from './open-job.ts';
import { isClientStream, watchClientStream } from './watch-stream.ts';

const unwrap = '_thenUnwrap';

/**
 * The promise of the OpenAI and Anthropic clients: it reads the body of the response when somebody
 * waits for it, and not before (`asResponse` may be wanted). Their helpers read it by the third name,
 * which is internal, as the first two are.
 */
interface LazyPromise {
  responsePromise: PromiseLike<unknown>;
  parseResponse: (...given: unknown[]) => unknown;
  [unwrap]?: (transform: (value: unknown, ...more: unknown[]) => unknown) => unknown;
  asResponse: () => Promise<unknown>;
}

const isLazy = (value: PromiseLike<unknown>): value is PromiseLike<unknown> & LazyPromise => {
  const { responsePromise, parseResponse, asResponse } = value as Partial<LazyPromise>;
  return (
    typeof parseResponse === 'function' &&
    typeof asResponse === 'function' &&
    typeof responsePromise?.then === 'function'
  );
};

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
  typeof (value as Partial<PromiseLike<unknown>>).then === 'function';

/** What throws when it is looked at is none of the things that are known. */
function tryIs<Known>(is: (value: unknown) => value is Known, value: unknown): value is Known {
  try {
    return is(value);
  } catch {
    return false;
  }
}

/** The end of a call that gave this: that of the stream, where it is one. */
function endWith(value: unknown, job: OpenJob): void {
  if (tryIs(isClientStream, value)) watchClientStream(value, job);
  else job.succeed(value);
}

function watchLazy(promise: LazyPromise, job: OpenJob): void {
  const { parseResponse, asResponse, [unwrap]: thenUnwrap } = promise;
  let isParsed = false;
  let isSeen = false;
  const see = (value: unknown): void => {
    // One way of reading may lead through another.
    if (!isSeen) endWith(value, job);
    isSeen = true;
  };
  promise.parseResponse = async (...given) => {
    isParsed = true;
    try {
      const value = await Reflect.apply(parseResponse, promise, given);
      see(value);
      return value;
    } catch (error) {
      job.fail(error);
      throw error;
    }
  };
  if (thenUnwrap !== undefined) {
    promise[unwrap] = (transform) =>
      thenUnwrap.call(promise, (value, ...more) => {
        see(value);
        return transform(value, ...more);
      });
  }
  promise.asResponse = () => {
    const response = asResponse.call(promise);
    // Its body is the host's alone: what it used nobody tells.
    response.then(
      () => isParsed || job.succeed(),
      () => undefined,
    );
    return response;
  };
  promise.responsePromise.then(undefined, (error: unknown) => job.fail(error));
}

/** One of the same outcome, so that a failure that nobody handles is still known as such. */
const followed = (promise: PromiseLike<unknown>, job: OpenJob): PromiseLike<unknown> =>
  promise.then(
    (value) => {
      endWith(value, job);
      return value;
    },
    (error: unknown) => {
      job.fail(error);
      throw error;
    },
  );

/**
 * Ends the job when the result is there. What is no ordinary promise, as those of the clients, stays
 * the same object with all that it can do.
 */
export function watchResult<Result>(result: Result, job: OpenJob): Result {
  if (!tryIs(isThenable, result)) {
    endWith(result, job);
    return result;
  }
  const promise: PromiseLike<unknown> = result;
  if (promise.constructor === Promise) return followed(promise, job) as Result;
  if (isLazy(promise)) watchLazy(promise, job);
  else followed(promise, job).then(undefined, () => undefined);
  return result;
}
