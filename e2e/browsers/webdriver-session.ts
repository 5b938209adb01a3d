import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';

/** One session of the W3C WebDriver protocol: https://www.w3.org/TR/webdriver2/, section 6. */
export interface WebDriverSession {
  readonly version: string;
  /** One command below `/session/<id>`. @throws WebDriverError */
  command(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown>;
  close(): Promise<void>;
}

/** What the driver refused; `code` is one of section 6.6, such as `stale element reference`. */
class WebDriverError extends Error {
  override readonly name = 'WebDriverError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

const answerSchema = v.object({ value: v.unknown() });
const errorSchema = v.object({ error: v.string(), message: v.string() });
const sessionSchema = v.object({
  sessionId: v.string(),
  capabilities: v.object({ browserVersion: v.string() }),
});

/** Begins a session at a driver that may still be starting. */
export async function openWebDriverSession(
  driverUrl: string,
  capabilities: Readonly<Record<string, unknown>>,
): Promise<WebDriverSession> {
  await untilReady(driverUrl);
  const answer = await request(driverUrl, 'POST', '/session', {
    capabilities: { alwaysMatch: capabilities },
  });
  const { sessionId, capabilities: given } = v.parse(sessionSchema, answer);
  const base = `/session/${sessionId}`;
  return {
    version: given.browserVersion,
    command: (method, path, body) => request(driverUrl, method, `${base}${path}`, body),
    async close() {
      await request(driverUrl, 'DELETE', base);
    },
  };
}

/** the driver's answer; only a POST carries a body, and it must */
async function request(
  driverUrl: string,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body: object = {},
): Promise<unknown> {
  const response = await fetch(`${driverUrl}${path}`, {
    method,
    ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
  });
  const { value } = v.parse(answerSchema, await response.json());
  if (response.ok) return value;
  const { error, message } = v.parse(errorSchema, value);
  throw new WebDriverError(error, message);
}

async function untilReady(driverUrl: string): Promise<void> {
  const deadline = performance.now() + 15_000;
  for (;;) {
    try {
      await request(driverUrl, 'GET', '/status');
      return;
    } catch (thrown) {
      if (performance.now() > deadline) throw thrown;
      await sleep(50);
    }
  }
}
