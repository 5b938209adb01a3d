/** Where the pages' style sheet and the sign-out page's script are. */
export const assets = { style: '/_oidc/assets/pages.css', script: '/_oidc/assets/sign-out.js' } as const;

const standIn = 'Local sign-in · stands in for Amazon Cognito on this machine';

/** The sign-in form. */
export function signInPage(input: {
  readonly action: string;
  readonly username: string;
  readonly problem: string | null;
  readonly users: readonly { readonly username: string; readonly password: string }[];
}): string {
  const problem =
    input.problem === null
      ? ''
      : `<p class="problem" id="problem" role="alert">${escapeHtml(input.problem)}</p>`;
  const described = input.problem === null ? '' : ' aria-invalid="true" aria-describedby="problem"';
  const focusOn = input.username === '' ? 'username' : 'password';
  const autofocus = (field: string): string => (field === focusOn ? ' autofocus' : '');
  const users = input.users
    .map(
      ({ username, password }) => `<tr><td>${escapeHtml(username)}</td><td>${escapeHtml(password)}</td></tr>`,
    )
    .join('');
  return page(
    'Sign in',
    `<form method="post" action="${escapeHtml(input.action)}">
      ${problem}
      <label for="username">Username</label>
      <input id="username" name="username" value="${escapeHtml(input.username)}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="100"${autofocus('username')}${described}>
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200"${autofocus('password')}${described}>
      <button type="submit">Sign in</button>
    </form>
    <table class="users">
      <caption>Demo users</caption>
      <thead><tr><th scope="col">Username</th><th scope="col">Password</th></tr></thead>
      <tbody>${users}</tbody>
    </table>`,
  );
}

/**
 * The page behind RP-initiated logout. With `automatic` a script submits the form at once; the button stays for when
 * scripts are off, and for requests that do not prove which session they mean.
 * @param form the provider's form, with its protection against forged requests
 */
export function signOutPage(form: string, automatic: boolean): string {
  return page(
    'Sign out',
    `${form}
    <p>${automatic ? 'Signing out…' : 'Do you want to sign out?'}</p>
    <input type="hidden" name="logout" value="yes" form="op.logoutForm">
    <button type="submit" form="op.logoutForm">Sign out</button>`,
    automatic ? `<script src="${assets.script}" defer></script>` : '',
  );
}

export function messagePage(title: string, message: string): string {
  return page(title, `<p>${escapeHtml(message)}</p>`);
}

function page(title: string, content: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${escapeHtml(title)} · Sealdrop</title>
    <link rel="stylesheet" href="${assets.style}">
    <link rel="icon" href="data:,">
    ${head}
  </head>
  <body>
    <main>
      <header>
        <p class="brand">Sealdrop</p>
        <h1>${escapeHtml(title)}</h1>
      </header>
      ${content}
      <footer>${standIn}</footer>
    </main>
  </body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
}
