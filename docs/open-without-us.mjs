/**
 * Opens a sealed file with AWS's own Encryption SDK and nothing of Sealdrop:
 *
 *   node docs/open-without-us.mjs <sealed file> <output file>
 *
 * Credentials, region and endpoint come from the environment, as for every AWS tool (AWS_PROFILE, AWS_REGION,
 * AWS_ENDPOINT_URL). The output appears under its name only when the whole message has verified.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { buildClient, CommitmentPolicy, getClient, KMS, KmsKeyringNode } from '@aws-crypto/client-node';

const [input, output] = process.argv.slice(2);
if (input === undefined || output === undefined) {
  console.error('usage: node docs/open-without-us.mjs <sealed file> <output file>');
  process.exit(2);
}

const { decryptUnsignedMessageStream } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
const keyring = new KmsKeyringNode({ discovery: true, clientProvider: getClient(KMS) });
const opener = decryptUnsignedMessageStream(keyring);
opener.on('MessageHeader', ({ encryptionContext }) => console.error(encryptionContext));

const partial = `${output}.partial`;
try {
  await pipeline(createReadStream(input), opener, createWriteStream(partial));
  await rename(partial, output);
} catch (error) {
  await rm(partial, { force: true });
  throw error;
}
