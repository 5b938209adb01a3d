import { createHash } from 'node:crypto';
import { signHeaders, type Credentials } from '../../local/conformance/sign.ts';

/** Ceph's gateway as `scripts/test-ceph.mjs` started it: where it is, and a user with all that IAM can do. */
export interface Gateway {
  readonly endpoint: string;
  readonly region: string;
  readonly admin: Credentials;
}

/** One call of the gateway's IAM (Query protocol). @throws Error with its answer when it refuses */
export async function iam(
  { endpoint, region, admin }: Gateway,
  action: string,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  const body = new URLSearchParams({ Action: action, Version: '2010-05-08', ...parameters }).toString();
  const { headers } = signHeaders(
    {
      method: 'POST',
      path: '/',
      query: [],
      headers: { host: new URL(endpoint).host, 'content-type': 'application/x-www-form-urlencoded' },
      payloadHash: createHash('sha256').update(body).digest('hex'),
    },
    { credentials: admin, region, now: new Date() },
  );
  const { host: _host, ...sent } = headers;
  const answer = await fetch(endpoint, { method: 'POST', headers: sent, body });
  if (!answer.ok) throw new Error(`${action}: HTTP ${answer.status} ${await answer.text()}`);
}
