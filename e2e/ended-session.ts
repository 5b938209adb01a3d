import type { Locator, Page } from '@playwright/test';
import { expect } from './stack.ts';

/**
 * Opens a file under a session that has ended, until the page says so. Whichever request comes first meets it: one that the page makes by itself,
 * or this one, which the dialog then hides.
 * @returns the dialog's button
 */
export async function meetEndedSession(page: Page, name: string): Promise<Locator> {
  const again = page.getByRole('button', { name: 'Sign in again' });
  await expect(async () => {
    if (await again.isHidden())
      await page.getByRole('button', { name: `Open ${name}`, exact: true }).click({ timeout: 2_000 });
    await expect(again).toBeVisible({ timeout: 5_000 });
  }).toPass();
  return again;
}
