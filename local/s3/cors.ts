import { bucketCors } from '../../infra/cors.ts';
import type { CorsRule } from './records.ts';

export interface CorsRequest {
  readonly origin: string;
  readonly method: string;
  /** of a preflight; lower-case names */
  readonly headers: readonly string[];
}

const vary = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/** The first rule that allows it, as S3 evaluates them. */
export function matchRule(rules: readonly CorsRule[], request: CorsRequest): CorsRule | null {
  const found = rules.find(
    (rule) =>
      rule.allowedOrigins.some((pattern) => wildcardMatches(pattern, request.origin)) &&
      rule.allowedMethods.includes(request.method) &&
      request.headers.every((name) =>
        rule.allowedHeaders.some((pattern) => wildcardMatches(pattern.toLowerCase(), name)),
      ),
  );
  return found ?? null;
}

/** The headers that let a page of that origin read the answer. */
export function corsHeaders(rule: CorsRule, request: CorsRequest): Record<string, string> {
  const any = rule.allowedOrigins.find((pattern) => wildcardMatches(pattern, request.origin)) === '*';
  return {
    'access-control-allow-origin': any ? '*' : request.origin,
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    ...(any ? {} : { 'access-control-allow-credentials': 'true' }),
    ...(request.headers.length === 0 ? {} : { 'access-control-allow-headers': request.headers.join(', ') }),
    ...(rule.exposeHeaders.length === 0
      ? {}
      : { 'access-control-expose-headers': rule.exposeHeaders.join(', ') }),
    ...(rule.maxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(rule.maxAgeSeconds) }),
    vary,
  };
}

/** `Access-Control-Request-Headers` as a list. */
export function requestedHeaders(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

/** At most one `*`, standing for any run of characters. */
function wildcardMatches(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star === -1) return pattern === text;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}

/** The rules of the app's own bucket, those that are deployed, for pages of these origins. */
export function corsForApp(origins: readonly string[]): CorsRule[] {
  const { allowedMethods, allowedHeaders, exposeHeaders, maxAgeSeconds } = bucketCors;
  return [
    {
      allowedOrigins: [...origins],
      allowedMethods: [...allowedMethods],
      allowedHeaders: [...allowedHeaders],
      exposeHeaders: [...exposeHeaders],
      maxAgeSeconds,
    },
  ];
}
