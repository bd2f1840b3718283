import { connect, type Socket } from 'node:net';

/** A connection on which a test says what no HTTP client would. */
export function connectTo(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** All that the server answers until it closes the connection. */
export function answerOn(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
    // A server that closes while we still send resets the connection; what it said counts.
    socket.on('error', () => {}).once('close', () => resolve(text));
  });
}

/** Sends bytes as they are and answers all that comes back. */
export async function rawRequest(url: string, bytes: string | Uint8Array): Promise<string> {
  const socket = await connectTo(url);
  const answer = answerOn(socket);
  socket.write(bytes);
  return answer;
}

/** The problem in an answer as it came over the wire. */
export function problemIn(answer: string): Record<string, unknown> {
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
  return JSON.parse(body);
}
