import type { Page } from '@playwright/test';

/** One line of the transfers panel. */
export interface Row {
  readonly kind: 'seal' | 'open';
  readonly name: string;
  /** a status of the vault's contract */
  readonly status: string;
  /** of a failure */
  readonly code: string | null;
  /** code, message and details of a failure, for whoever looks into it */
  readonly facts: string;
}

/** Milliseconds a button gets to appear. */
const patience = 5_000;

/** The lines in the order they were begun; of several lines of one file the last one counts. None while the page is away. */
export async function readRows(page: Page): Promise<readonly Row[]> {
  const rows = await page
    .evaluate(() =>
      Array.from(document.querySelectorAll('li.transfer'), (line) => ({
        isSeal: line.querySelector('.transfer-kind')?.textContent === 'Sealing',
        name: line.querySelector('.transfer-name')?.textContent ?? '',
        status: line.getAttribute('data-status') ?? '',
        code: line.querySelector('.error-facts dd')?.textContent ?? null,
        facts: Array.from(line.querySelectorAll('.error-facts dd'), (fact) => fact.textContent).join('; '),
      })),
    )
    .catch(() => []);
  return rows.map(({ isSeal, ...row }) => ({ ...row, kind: isSeal ? 'seal' : 'open' }));
}

/** Presses the button that has one of these names, the last of several. @returns false when there is none */
export async function press(page: Page, ...names: readonly string[]): Promise<boolean> {
  const [first, ...others] = names.map((name) => page.getByRole('button', { name, exact: true }));
  return (others.reduce((all, one) => all?.or(one), first) ?? page.getByRole('button'))
    .last()
    .click({ timeout: patience })
    .then(
      () => true,
      () => false,
    );
}

/** Presses a button that asks for a file, and gives it. @returns false when it did not ask */
export async function pressAndChoose(
  page: Page,
  name: string,
  paths: string | readonly string[],
): Promise<boolean> {
  const asked = page.waitForEvent('filechooser', { timeout: 2 * patience }).catch(() => null);
  await page
    .getByRole('button', { name, exact: true })
    .first()
    .click({ timeout: patience })
    .catch(() => undefined);
  const chooser = await asked;
  await chooser?.setFiles(typeof paths === 'string' ? paths : [...paths]);
  return chooser !== null;
}

/** From whatever the page shows to the signed-in page. */
export async function becomeSignedIn(
  page: Page,
  origin: string,
  person: { readonly username: string; readonly password: string },
): Promise<void> {
  await page.goto(origin);
  const signIn = page.getByRole('button', { name: 'Sign in', exact: true });
  const signedIn = page.getByRole('button', { name: 'Sign out' });
  await signIn.or(signedIn).first().waitFor();
  if (await signIn.isVisible()) {
    await signIn.click();
    const username = page.getByLabel('Username');
    await username.or(signedIn).first().waitFor();
    if (await username.isVisible()) {
      await username.fill(person.username);
      await page.getByLabel('Password').fill(person.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
    }
  }
  await signedIn.waitFor();
}
