import { createHash, createHmac } from 'node:crypto';

/** One request with a signature version 4, for the few calls that set the gateway up. */
export async function signedPost({ method, endpoint, region, service, path, body, credentials }) {
  const url = new URL(path, endpoint);
  const timestamp = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/gu, '');
  const date = timestamp.slice(0, 8);
  const payloadHash = sha256(body);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    host: url.host,
    'x-amz-content-sha256': payloadHash,
    'x-amz-date': timestamp,
  };
  const names = Object.keys(headers).toSorted();
  const canonical = [
    method,
    url.pathname,
    '',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    payloadHash,
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const key = [date, region, service, 'aws4_request'].reduce(hmac, `AWS4${credentials.secretAccessKey}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n')).toString(
    'hex',
  );
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  const { host: _host, ...sent } = headers;
  const init = { method, headers: { ...sent, authorization }, body };
  const response = await fetch(url, init);
  return { status: response.status, text: await response.text() };
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key, text) {
  return createHmac('sha256', key).update(text).digest();
}
