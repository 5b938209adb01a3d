import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A self-signed certificate (DER) of a private key (PKCS #8, PEM), by the `openssl` command. */
export async function selfSigned(privateKey: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-certificate-'));
  const [key, out] = [join(folder, 'key.pem'), join(folder, 'certificate.der')];
  try {
    await writeFile(key, privateKey, { mode: 0o600 });
    const request = ['req', '-x509', '-new', '-key', key, '-subj', '/CN=sealdrop', '-days', '2'];
    await promisify(execFile)('openssl', [...request, '-outform', 'DER', '-out', out]);
    return await readFile(out);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As IAM names certificates: SHA-1 in upper-case hex. */
export function thumbprintOf(certificate: Buffer): string {
  return createHash('sha1').update(certificate).digest('hex').toUpperCase();
}
