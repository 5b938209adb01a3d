import type { BrowserContext, Worker } from '@playwright/test';

/**
 * Calls `report` with every violation of a Content-Security-Policy, in pages, frames and dedicated workers, also those from before anybody looked
 * (ReportingObserver, buffered), and with what the console says of them. The site has no server that browsers could report to.
 */
export async function watchViolations(
  context: BrowserContext,
  report: (text: string) => void,
): Promise<void> {
  context.on('console', (message) => {
    if (/content security policy|trusted type/iu.test(message.text())) report(message.text());
  });
  await context.addInitScript(observe);
  context.on('page', (page) => {
    page.on('worker', (worker: Worker) => {
      // A worker that ended meanwhile has nothing more to say.
      worker.evaluate(observe).catch(() => {});
    });
  });
}

/** Runs in the browser. */
function observe(): void {
  new ReportingObserver(
    (reports) => {
      for (const { body } of reports)
        console.error(`content security policy violation: ${JSON.stringify(body)}`);
    },
    { types: ['csp-violation'], buffered: true },
  ).observe();
}
