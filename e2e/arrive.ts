import { expect, type Locator, type Page } from '@playwright/test';
import { signInAtProvider, type ProviderPlace } from '../local/testing/sign-in.ts';

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/**
 * The app as after a sign-in, the provider's cookies included, without loading it three times on the way there, which takes seconds of each
 * test. Those tests that are about signing in do it by hand (`signIn`).
 */
export async function arrive(
  page: Page,
  aws: ProviderPlace,
  person: Credentials,
  sight: Locator = page.getByRole('button', { name: 'Sign out' }),
): Promise<void> {
  const signedIn = await signInAtProvider(aws, person.username, person.password);
  const domain = new URL(aws.issuer).hostname;
  const cookies = signedIn.browser.all();
  await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, domain, httpOnly: true })));
  const [, claims = ''] = signedIn.idToken.split('.');
  const user = {
    id_token: signedIn.idToken,
    access_token: signedIn.accessToken,
    refresh_token: signedIn.refreshToken,
    scope: signedIn.scope,
    token_type: 'Bearer',
    profile: JSON.parse(Buffer.from(claims, 'base64url').toString()) as unknown,
    expires_at: Math.floor(Date.now() / 1000) + signedIn.seconds,
  };
  // A document of this origin that starts nothing.
  await page.goto(`${aws.appOrigin}/config.json`);
  const entry = [`oidc.user:${aws.issuer}:${aws.config.signIn.clientId}`, JSON.stringify(user)] as const;
  await page.evaluate(([key, value]) => sessionStorage.setItem(key, value), entry);
  await page.goto(aws.appOrigin);
  await expect(sight).toBeVisible();
}
