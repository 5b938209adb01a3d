interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): URL };
}

declare global {
  // oxlint-disable-next-line no-var -- a global can be declared by var alone
  var trustedTypes: TrustedTypes | undefined;
}

/**
 * Where Trusted Types are enforced, a worker starts from a blessed URL only: this one, of this origin, and no other. A policy's name
 * is taken once in a thread.
 * @returns what to start the worker from
 */
export function createScriptPolicy(name: string, expected: URL): () => URL {
  const policy = globalThis.trustedTypes?.createPolicy(name, {
    createScriptURL(url) {
      if (url !== expected.href || expected.origin !== globalThis.location.origin)
        throw new TypeError(`not the script of ${name}`);
      return url;
    },
  });
  return () => policy?.createScriptURL(expected.href) ?? expected;
}
