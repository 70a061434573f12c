import { connect, type Socket } from 'node:net';

const request = 'GET /hello/ada HTTP/1.1\r\nHost: localhost\r\n\r\n';
const endOfHead = '\r\n\r\n';

/** One connection, one request at a time; the shortest of answers come in one piece. */
const keepAsking = (port: number, isOver: () => boolean, onAnswer: () => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.setNoDelay(true);
    socket.on('error', reject);
    socket.on('close', () => resolve());
    let answer = '';
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1');
      if (!answer.startsWith('HTTP/1.1 200')) reject(new Error(answer));
      if (!answer.includes(endOfHead) || !answer.endsWith('}')) return;
      answer = '';
      onAnswer();
      if (isOver()) socket.destroy();
      else socket.write(request);
    });
  });

/** Requests per second that an app on the loopback answers. */
export const measureRequests = async (
  port: number,
  { connections, ms }: { connections: number; ms: number },
): Promise<number> => {
  const startedAt = performance.now();
  let answers = 0;
  const isOver = (): boolean => performance.now() - startedAt >= ms;
  const ask = (): Promise<void> => keepAsking(port, isOver, () => void (answers += 1));
  await Promise.all(Array.from({ length: connections }, ask));
  return (answers / (performance.now() - startedAt)) * 1_000;
};
