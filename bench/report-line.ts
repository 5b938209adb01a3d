import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds without a report after which the page is stuck. */
const patience = 300_000;

/** How a page tells of its work by POST while nobody is connected to its browser. */
export interface ReportLine {
  readonly url: string;
  /**
   * The next report; the page goes on when `answer` is called.
   * @param what the page is at, for messages
   * @throws Error when none came for minutes, or it tells of a problem
   */
  next(what: string): Promise<{ readonly report: object; readonly answer: () => void }>;
  close(): void;
}

/** @param origin of the page */
export async function openReportLine(origin: string): Promise<ReportLine> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: urlOf(server),
    async next(what) {
      const stop = new AbortController();
      const request = once(server, 'request', { signal: stop.signal });
      const late = sleep(patience, null, { signal: stop.signal });
      const came = await Promise.race([request, late]);
      stop.abort();
      await Promise.allSettled([request, late]);
      if (came === null) throw new Error(`${what}: no end after ${patience} ms`);
      const [message, answer] = came;
      const report: unknown = JSON.parse(await text(message));
      if (typeof report !== 'object' || report === null) throw new Error(`${what}: no report`);
      if ('problem' in report) throw new Error(`${what}: ${String(report.problem)}`);
      return {
        report,
        answer: () => void answer.writeHead(204, { 'access-control-allow-origin': origin }).end(),
      };
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/`;
}
