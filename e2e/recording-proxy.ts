import { createServer, request, type IncomingMessage } from 'node:http';
import { listenOnLoopback } from '../local/server/listen.ts';
import type { SiteConfig } from './stack.ts';

/** A request body as far as it left the browser, whether or not it arrived. */
export interface RecordedBody {
  readonly method: string;
  readonly url: URL;
  readonly bytes: () => Buffer;
}

/**
 * A proxy before an HTTP server on loopback that keeps every request body. It takes bytes faster than the server, so that what
 * a held request has sent is known all the same.
 */
async function startRecordingProxy(target: string): Promise<{
  readonly url: string;
  readonly recorded: readonly RecordedBody[];
  close(): Promise<void>;
}> {
  const recorded: RecordedBody[] = [];
  const { port: targetPort } = new URL(target);
  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    recorded.push({
      method: incoming.method ?? '',
      url: new URL(incoming.url ?? '/', target),
      bytes: () => Buffer.concat(chunks),
    });
    const { method, url: path, headers } = incoming;
    const onward = request({ host: '127.0.0.1', port: targetPort, method, path, headers });
    onward.on('response', (response: IncomingMessage) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    incoming.on('error', () => onward.destroy());
    incoming.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      onward.write(chunk);
    });
    incoming.on('end', () => onward.end());
    answer.on('close', () => {
      if (!answer.writableFinished) onward.destroy();
    });
  });
  const listening = await listenOnLoopback(server, 0);
  return { url: `http://localhost:${listening.port}`, recorded, close: () => listening.close() };
}

/** Puts a proxy before the app's S3, wherever that is. */
export async function recordS3(usual: SiteConfig): Promise<{
  readonly proxy: Awaited<ReturnType<typeof startRecordingProxy>>;
  readonly config: SiteConfig;
}> {
  const { endpoints, storage } = usual;
  const proxy = await startRecordingProxy(storage?.endpoint ?? endpoints.s3);
  const config =
    storage === undefined
      ? { ...usual, endpoints: { ...endpoints, s3: proxy.url } }
      : { ...usual, storage: { ...storage, endpoint: proxy.url } };
  return { proxy, config };
}
