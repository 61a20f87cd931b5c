import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { brotliDecompressSync, unzipSync } from 'node:zlib';
import type { Send, WireRequest } from './http.ts';

/**
 * Sends with node:http, over connections that are kept: a fourth of the CPU time that fetch takes
 * for the same bytes. For those who send thousands; it behaves as fetch with `redirect: 'manual'`.
 */
export function createBareSend(): Send {
  const agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  };
  return (request, signal) =>
    new Promise((resolve, reject) => {
      const sent = begin(request, agents);
      const stop = () => sent.destroy(new Error('aborted'));
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      sent.on('response', (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          resolve(wholeAnswer(answer, Buffer.concat(chunks)));
        });
      });
      sent.on('error', reject);
      sent.on('close', () => signal.removeEventListener('abort', stop));
      sent.end(request.body);
    });
}

interface Agents {
  'http:': http.Agent;
  'https:': https.Agent;
}

function begin({ method, url, headers, body }: WireRequest, agents: Agents): ClientRequest {
  const target = new URL(url);
  const hasBody = body !== undefined || method === 'POST' || method === 'PUT';
  const length = hasBody ? { 'content-length': Buffer.byteLength(body ?? '') } : {};
  const options = { method, headers: { 'accept-encoding': 'identity', ...headers, ...length } };
  return target.protocol === 'https:'
    ? https.request(target, { ...options, agent: agents['https:'] })
    : http.request(target, { ...options, agent: agents['http:'] });
}

const decoder = new TextDecoder();

async function wholeAnswer(answer: IncomingMessage, body: Buffer): ReturnType<Send> {
  const headers = new Headers();
  const { rawHeaders } = answer;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    headers.append(rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '');
  }
  const text = decoder.decode(unpack(body, headers.get('content-encoding')));
  return { status: answer.statusCode ?? 0, headers, text };
}

/** Some servers, and proxies before them, pack what nobody asked them to pack. */
function unpack(body: Buffer, encoding: string | null): Buffer {
  if (body.length === 0) return body;
  if (encoding === 'br') return brotliDecompressSync(body);
  return encoding === 'gzip' || encoding === 'deflate' ? unzipSync(body) : body;
}
