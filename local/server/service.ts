import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a request asks for, in words that fault rules can match. */
export interface RequestFacts {
  /** `s3`, `kms`, `cognito-identity`, ...; empty when unknown */
  readonly service: string;
  /** `PutObject`, `Decrypt`, ...; empty when unknown */
  readonly operation: string;
  readonly key: string | null;
  readonly partNumber: number | null;
}

/** A refusal that did not come from the service itself, such as an injected fault. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** One service of the local AWS behind the shared HTTP server. */
export interface ServiceHandler {
  /** True if this request is this service's. `path` is the raw path, still percent-encoded, without the query. */
  matches(request: IncomingMessage, path: string): boolean;
  /** Answers the request. A rejection is answered by the server with a generic error. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** What the request asks for. Without it the server reads `X-Amz-Target`. */
  describe?(request: IncomingMessage): RequestFacts;
  /** Answers with a refusal in the service's own wire format, CORS headers included. Without it: AWS JSON. */
  refuse?(request: IncomingMessage, response: ServerResponse, refusal: Refusal): Promise<void>;
}
