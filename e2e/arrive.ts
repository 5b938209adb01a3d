import { createHash, randomBytes } from 'node:crypto';
import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { number, object, parse, string } from 'valibot';

/** Where a person arrives: of a `Stack`, which begins its tests with this. */
interface Place {
  readonly origin: string;
  readonly aws: {
    readonly issuer: string;
    readonly config: { readonly signIn: { readonly clientId: string } };
  };
}

interface Credentials {
  readonly username: string;
  readonly password: string;
}

const answerSchema = object({
  access_token: string(),
  id_token: string(),
  refresh_token: string(),
  scope: string(),
  expires_in: number(),
});

/**
 * The app as after a sign-in, the provider's cookie included, without loading it three times on the way there, which takes seconds of each
 * test. Those tests that are about signing in do it by hand (`signIn`).
 */
export async function arrive(page: Page, place: Place, person: Credentials): Promise<void> {
  const { issuer: authority, config } = place.aws;
  const { clientId } = config.signIn;
  const { expires_in: seconds, ...tokens } = await signInThere(page.context().request, place, person);
  const [, claims = ''] = tokens.id_token.split('.');
  const user = {
    ...tokens,
    token_type: 'Bearer',
    profile: JSON.parse(Buffer.from(claims, 'base64url').toString()) as unknown,
    expires_at: Math.floor(Date.now() / 1000) + seconds,
  };
  // A document of this origin that starts nothing.
  await page.goto(`${place.origin}/config.json`);
  const entry = [`oidc.user:${authority}:${clientId}`, JSON.stringify(user)] as const;
  await page.evaluate(([key, value]) => sessionStorage.setItem(key, value), entry);
  await page.goto(place.origin);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

/** Authorization code + PKCE, with the cookies of the page's browser. */
async function signInThere(request: APIRequestContext, { aws, origin }: Place, person: Credentials) {
  const { issuer, config } = aws;
  const { clientId } = config.signIn;
  const verifier = randomBytes(32).toString('base64url');
  const redirect = `${origin}/callback`;
  const form = await request.get(`${issuer}/auth`, {
    params: {
      client_id: clientId,
      response_type: 'code',
      redirect_uri: redirect,
      scope: 'openid profile email offline_access',
      state: randomBytes(8).toString('hex'),
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    },
  });
  const { username, password } = person;
  const back = await request.post(form.url(), { form: { username, password } });
  const code = new URL(back.url()).searchParams.get('code');
  if (code === null) throw new Error(`sign-in ended at ${back.url()}`);
  const answer = await request.post(`${issuer}/token`, {
    headers: { origin },
    form: {
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirect,
      code,
      code_verifier: verifier,
    },
  });
  return parse(answerSchema, await answer.json());
}
