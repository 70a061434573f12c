import type pg from 'pg';

type OnConnect = Parameters<pg.Pool['connect']>[0];

/** Lets go of the connection once, however often it is told to. */
const releasingOnce =
  (onConnect: OnConnect): OnConnect =>
  (error, client, release) => {
    let isReleased = false;
    onConnect(error, client, (broken) => {
      if (isReleased) return;
      isReleased = true;
      release(broken);
    });
  };

/**
 * graphile-worker (0.18, `listenForChanges` in its main.js) lets go of the connection on which it
 * listens twice when that breaks while the runner stops. The pool refuses the second time, which
 * nobody would handle: it would end the process.
 */
export const releaseOnce = (pool: pg.Pool): pg.Pool => {
  const connect = pool.connect.bind(pool);
  return Object.assign(pool, {
    connect: (onConnect?: OnConnect) => (onConnect ? connect(releasingOnce(onConnect)) : connect()),
  });
};
