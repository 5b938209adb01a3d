import type { S3Client } from '@aws-sdk/client-s3';

/** The same client, whose requests are made and signed, and then answered here. */
export function muted(client: S3Client): S3Client {
  client.middlewareStack.add(
    () => () => Promise.resolve({ response: { statusCode: 200, headers: {} }, output: { $metadata: {} } }),
    {
      step: 'deserialize',
      priority: 'low',
      name: 'goNowhere',
    },
  );
  return client;
}
