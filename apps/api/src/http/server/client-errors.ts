import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { problemOf, problemType } from '../errors/problem.ts';
import type { RequestErrorCode } from '../errors/request-error.ts';

type Reply = readonly [RequestErrorCode, string];

const replies: Readonly<Record<string, Reply>> = {
  HPE_HEADER_OVERFLOW: ['headers_too_large', 'The headers of a request may have at most 16 KiB'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request_timeout', 'The headers of the request came too slowly'],
};
const malformed: Reply = ['invalid_request', 'The request is not valid HTTP'];

/** Answers what Node's parser refuses, which never reaches the app, as a problem. */
export function answerClientErrors(server: Server): void {
  const answers = new WeakMap<Socket, ServerResponse>();
  const remember = ({ socket }: IncomingMessage, res: ServerResponse) => answers.set(socket, res);
  server.on('request', remember).on('checkContinue', remember);
  server.on('checkExpectation', (req, res) => {
    req.socket.end(rawProblem('expectation_failed', 'The only Expect is 100-continue'));
    res.destroy();
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const answer = answers.get(socket);
    // Not into the middle of an answer.
    const isFree = !answer || answer.writableFinished || !answer.headersSent;
    if (isFree && socket.writable)
      socket.write(rawProblem(...(replies[error.code ?? ''] ?? malformed)));
    socket.destroySoon();
  });
}

function rawProblem(code: RequestErrorCode, message: string): string {
  const problem = problemOf({ code, message, requestId: randomUUID() });
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    'Connection: close',
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
