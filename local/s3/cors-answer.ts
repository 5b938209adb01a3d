import type { IncomingMessage } from 'node:http';
import type { BucketStore } from './bucket-store.ts';
import { corsHeaders, matchRule, requestedHeaders } from './cors.ts';
import type { CorsRule } from './records.ts';
import type { S3Reply } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import type { S3Target } from './s3-request.ts';

function rulesOf(target: S3Target, store: BucketStore): readonly CorsRule[] {
  if (target.bucket === null || !store.has(target.bucket)) return [];
  return store.get(target.bucket).record.cors ?? [];
}

/** CORS headers of an actual request's answer; none unless a rule matches. */
export function corsOf(
  request: IncomingMessage,
  target: S3Target,
  store: BucketStore,
): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined || request.method === 'OPTIONS') return {};
  const asked = { origin, method: request.method ?? '', headers: [] };
  const rule = matchRule(rulesOf(target, store), asked);
  return rule === null ? {} : corsHeaders(rule, asked);
}

/** OPTIONS. @throws S3Error AccessForbidden when no rule allows it, BadRequest */
export function preflight(request: IncomingMessage, target: S3Target, store: BucketStore): S3Reply {
  const { origin } = request.headers;
  const method = request.headers['access-control-request-method'];
  if (origin === undefined) {
    throw new S3Error('BadRequest', { message: 'Insufficient information. Origin request header needed.' });
  }
  if (method === undefined) {
    throw new S3Error('BadRequest', { message: 'Invalid Access-Control-Request-Method: null' });
  }
  const asked = {
    origin,
    method,
    headers: requestedHeaders(request.headers['access-control-request-headers']),
  };
  const rule = matchRule(rulesOf(target, store), asked);
  if (rule === null) {
    throw new S3Error('AccessForbidden', {
      fields: { Method: method, ResourceType: target.key === null ? 'BUCKET' : 'OBJECT' },
    });
  }
  return { status: 200, headers: { ...corsHeaders(rule, asked), 'content-length': '0' } };
}
