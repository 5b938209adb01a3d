import { describe, expect, it } from 'vitest';
import type { SignedRequest } from './contract.ts';
import { documentedDay, emptySha256, outcome, verify } from './signature-fixture.ts';

const documentedScope = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';

function documented(
  method: string,
  url: string,
  headers: Record<string, string>,
  signature: string,
): SignedRequest {
  const all: Record<string, string> = {
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-date': '20130524T000000Z',
    'x-amz-content-sha256': emptySha256,
    ...headers,
  };
  const names = Object.keys(all).toSorted().join(';');
  return {
    method,
    url,
    headers: {
      ...all,
      authorization: `AWS4-HMAC-SHA256 Credential=${documentedScope},SignedHeaders=${names},Signature=${signature}`,
    },
  };
}

const presigned =
  '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
  '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
  '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
const presignedRequest = {
  method: 'GET',
  url: presigned,
  headers: { host: 'examplebucket.s3.amazonaws.com' },
};

describe("the examples of AWS's own documentation", () => {
  it.each([
    [
      'GET object',
      documented(
        'GET',
        '/test.txt',
        { range: 'bytes=0-9' },
        'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
      ),
    ],
    [
      'PUT object',
      documented(
        'PUT',
        '/test%24file.text',
        {
          date: 'Fri, 24 May 2013 00:00:00 GMT',
          'x-amz-storage-class': 'REDUCED_REDUNDANCY',
          'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
        },
        '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
      ),
    ],
    [
      'GET lifecycle',
      documented(
        'GET',
        '/?lifecycle',
        {},
        'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
      ),
    ],
    [
      'list objects',
      documented(
        'GET',
        '/?max-keys=2&prefix=J',
        {},
        '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
      ),
    ],
    ['presigned URL', presignedRequest],
  ])('%s verifies', (_name, request) => {
    expect(outcome(request, { now: documentedDay })).toBe('accepted');
  });

  it('binds the body as the header says, and leaves that of a presigned URL unsigned', () => {
    const get = documented(
      'GET',
      '/?lifecycle',
      {},
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    );
    expect(verify(get, { now: documentedDay }).payload).toEqual({ kind: 'sha256', sha256: emptySha256 });
    expect(verify(presignedRequest, { now: documentedDay }).payload).toEqual({ kind: 'unsigned' });
  });
});

describe('a presigned URL', () => {
  it.each<[string, SignedRequest, number, string]>([
    ['to the last second', presignedRequest, 86_400, 'accepted'],
    ['a second later', presignedRequest, 86_401, 'RequestExpired'],
    ['signed fifteen minutes ahead', presignedRequest, -900, 'accepted'],
    ['signed further ahead', presignedRequest, -901, 'RequestTimeTooSkewed'],
    ['another method', { ...presignedRequest, method: 'PUT' }, 0, 'SignatureDoesNotMatch'],
    [
      'another path',
      { ...presignedRequest, url: presigned.replace('test', 'best') },
      0,
      'SignatureDoesNotMatch',
    ],
    ['one more parameter', { ...presignedRequest, url: `${presigned}&a=1` }, 0, 'SignatureDoesNotMatch'],
    [
      'longer life',
      { ...presignedRequest, url: presigned.replace('=86400', '=86401') },
      0,
      'SignatureDoesNotMatch',
    ],
    [
      'more than a week',
      { ...presignedRequest, url: presigned.replace('=86400', '=604801') },
      0,
      'AuthorizationQueryParametersError',
    ],
    [
      'no expiry',
      { ...presignedRequest, url: presigned.replace('&X-Amz-Expires=86400', '') },
      0,
      'AuthorizationQueryParametersError',
    ],
    [
      'two expiries',
      { ...presignedRequest, url: `${presigned}&X-Amz-Expires=1` },
      0,
      'AuthorizationQueryParametersError',
    ],
    [
      'a second way to authenticate',
      { ...presignedRequest, headers: { ...presignedRequest.headers, authorization: 'AWS4-HMAC-SHA256 x' } },
      0,
      'AuthorizationHeaderMalformed',
    ],
    [
      'an unsigned x-amz header',
      { ...presignedRequest, headers: { ...presignedRequest.headers, 'x-amz-acl': 'public-read' } },
      0,
      'SignatureDoesNotMatch',
    ],
    [
      'a broken escape',
      { ...presignedRequest, url: presigned.replace('test', '%zz') },
      0,
      'SignatureDoesNotMatch',
    ],
  ])('%s', (_name, request, secondsLater, expected) => {
    expect(outcome(request, { now: new Date(documentedDay.getTime() + secondsLater * 1000) })).toBe(expected);
  });
});
