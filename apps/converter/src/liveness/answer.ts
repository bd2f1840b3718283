import { randomUUID } from 'node:crypto';
import { type RequestListener, STATUS_CODES } from 'node:http';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

const methods = ['GET', 'HEAD'];

export const answer: RequestListener = ({ url = '', method = '' }, res) => {
  const { status, headers, body } = answerTo(url, method);
  const text = JSON.stringify(body);
  // HEAD is told the length, too; Node leaves out the text itself.
  const length = { 'Content-Length': Buffer.byteLength(text) };
  res.writeHead(status, { ...headers, ...length }).end(text);
};

function answerTo(url: string, method: string): Answer {
  // A proxy may send the whole URL, and a query changes nothing.
  if (URL.parse(url, 'http://localhost')?.pathname !== '/livez') {
    return problem(404, 'route_not_found', 'There is nothing at this path; ask for /livez');
  }
  if (methods.includes(method)) {
    return {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: { message: 'OK' },
    };
  }
  const allow = methods.join(', ');
  // RFC 9110, 15.5.6: a 405 MUST carry Allow.
  return problem(405, 'method_not_allowed', `/livez takes ${allow}, not ${method}`, {
    Allow: allow,
  });
}

/** RFC 9457, in the shape that errors of the API have. */
function problem(
  status: number,
  code: string,
  message: string,
  more: Answer['headers'] = {},
): Answer {
  const [title, id] = [STATUS_CODES[status], randomUUID()];
  const type = 'application/problem+json; charset=utf-8';
  return {
    status,
    headers: { 'Content-Type': type, 'X-Request-Id': id, ...more },
    body: { type: 'about:blank', title, status, code, message, request_id: id },
  };
}
