import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import type { Clock } from '../../clock.ts';
import { contentTypes, type ExportFormat } from './row-writer.ts';

/** Text that a browser saves. */
export interface TextFile {
  /** With its ending. */
  readonly name: string;
  readonly text: string | Readable;
}

type Format = ExportFormat['format'];

export const sendFile = (
  reply: FastifyReply,
  { name, text }: TextFile,
  format: Format = 'csv',
): FastifyReply =>
  reply
    .type(contentTypes[format])
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(text);

/** All that a list has now, in a file that is named after it and the day. */
export const sendList = (
  reply: FastifyReply,
  { clock }: { readonly clock: Clock },
  { list, format = 'csv', text }: { list: string; format?: Format; text: Readable },
): FastifyReply => {
  const day = clock.now().toISOString().slice(0, 10);
  return sendFile(reply, { name: `${list}-${day}.${format}`, text }, format);
};
