import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { readBody } from '../aws-json/read-body.ts';
import { messagePage, signInPage } from './pages.ts';
import { sendPage } from './send-page.ts';
import type { LocalUser, UserDirectory } from './users.ts';

export interface SignInParts {
  readonly provider: Provider;
  readonly users: UserDirectory;
  /** shown on the page */
  readonly listed: readonly LocalUser[];
  readonly appOrigin: string;
  readonly origin: string;
}

/** `GET|POST /_oidc/sign-in/<uid>`: the form, and what was typed into it. */
export async function handleSignIn(
  parts: SignInParts,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  let prompt: string;
  try {
    const details = await parts.provider.interactionDetails(request, response);
    if (path !== `/_oidc/sign-in/${details.uid}`) throw new Error('another interaction');
    prompt = details.prompt.name;
  } catch {
    const message =
      'This sign-in has ended or was begun in another browser. Go back to the app and start again.';
    return sendPage(response, 400, messagePage('Start again', message), parts.appOrigin);
  }
  if (prompt === 'consent') return finish(parts, request, response, { consent: {} });
  if (request.method === 'POST') return submit(parts, request, response, path);
  sendForm(parts, response, path, 200, '', null);
}

async function submit(
  parts: SignInParts,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const body = await readBody(request, 8 * 1024);
  if (body === null || !isOwnForm(parts, request)) {
    const message = 'This form was not sent from here. Go back to the app and start again.';
    return sendPage(response, 400, messagePage('Start again', message), parts.appOrigin);
  }
  const form = new URLSearchParams(body.toString('utf8'));
  const username = (form.get('username') ?? '').trim().toLowerCase();
  const outcome = parts.users.check(username, form.get('password') ?? '');
  if (outcome === 'right') return finish(parts, request, response, { login: { accountId: username } });
  if (outcome === 'wrong') {
    return sendForm(parts, response, path, 401, username, 'That user name or password is not right.');
  }
  sendForm(parts, response, path, 429, username, 'Too many attempts. Wait a minute, then try again.');
}

/** Browsers name the page's origin on every form post; other clients may leave it out. */
function isOwnForm(parts: SignInParts, request: IncomingMessage): boolean {
  const origin = request.headers.origin;
  return origin === undefined || origin === parts.origin || origin === `http://${request.headers.host ?? ''}`;
}

async function finish(
  parts: SignInParts,
  request: IncomingMessage,
  response: ServerResponse,
  result: Parameters<Provider['interactionFinished']>[2],
): Promise<void> {
  response.setHeader('cache-control', 'no-store');
  await parts.provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
}

function sendForm(
  parts: SignInParts,
  response: ServerResponse,
  path: string,
  status: number,
  username: string,
  problem: string | null,
): void {
  sendPage(
    response,
    status,
    signInPage({ action: path, username, problem, users: parts.listed }),
    parts.appOrigin,
  );
}
