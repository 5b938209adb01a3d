import type { SignInConfig } from '../../config/config.ts';
import { AppError } from '../../errors.ts';
import { configOf, type Examination } from '../examination.ts';
import { checkNetwork, editConfig, setClock, signInAgain } from '../fixes.ts';
import { factsOf } from '../judge-failure.ts';
import { readClaims } from '../token-claims.ts';
import { fails, unchecked, works, type Verdict } from '../verdict.ts';

/** `config.json` is there and well-formed. */
export async function checkConfiguration(examination: Examination): Promise<Verdict> {
  const { surroundings, signal } = examination;
  try {
    const config = await surroundings.config(signal);
    examination.config = config;
    return works({ region: config.region, bucket: config.bucket });
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code !== 'config-invalid') throw thrown;
    const { field, problem } = error.details;
    return fails(
      'config-invalid',
      { field: String(field), problem: String(problem) },
      editConfig(String(field)),
    );
  }
}

/** Seconds. AWS refuses signatures that are more than five minutes off (IAM User Guide, "Troubleshoot AWS signed requests"; S3: fifteen). */
const tolerance = 300;

/** This device's clock, by that of the identity pool. The app corrects a wrong one, as far as answers tell the time. */
export async function checkClock(examination: Examination): Promise<Verdict> {
  const { surroundings, signal } = examination;
  const served = await surroundings.serviceTime(configOf(examination), signal);
  if (served === null) return unchecked('unexpected', { message: 'the answer has no Date' });
  const seconds = Math.round((surroundings.now() - served) / 1000);
  if (Math.abs(seconds) <= tolerance) return works({ seconds });
  return fails('clock-off', { seconds }, setClock());
}

/** What of a discovery document the app cannot do without (OpenID Connect Discovery 1.0, section 3). */
const endpoints = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'];

/** The provider answers, says who it is, and the token that it gave is one for this deployment. */
export async function checkSignIn(examination: Examination): Promise<Verdict> {
  const { surroundings, signal } = examination;
  const { signIn } = configOf(examination);
  if (signIn === undefined) return unchecked('not-applicable');
  const { authority } = signIn;
  let document: unknown;
  try {
    document = await surroundings.discovery(authority, signal);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    const url = `${authority}/.well-known/openid-configuration`;
    return fails(
      'provider-unreachable',
      { ...factsOf(AppError.from(thrown)), url },
      editConfig('signIn.authority'),
      checkNetwork(url),
    );
  }
  const fields = typeof document === 'object' && document !== null ? document : {};
  const missing = endpoints.find((name) => typeof Reflect.get(fields, name) !== 'string');
  if (missing !== undefined)
    return fails('discovery-malformed', { field: missing }, editConfig('signIn.authority'));
  const issuer: unknown = Reflect.get(fields, 'issuer');
  if (issuer !== authority) {
    const told = typeof issuer === 'string' ? issuer : 'nothing';
    return fails('issuer-differs', { issuer: told, authority }, editConfig('signIn.authority'));
  }
  return judgeToken(examination, signIn);
}

function judgeToken({ surroundings }: Examination, { authority, clientId }: SignInConfig): Verdict {
  if (surroundings.idToken === null) return works({ provider: authority, signedIn: 'no' });
  const { audience, expires } = readClaims(surroundings.idToken);
  if (audience !== null && !audience.includes(clientId)) {
    return fails(
      'token-audience',
      { audience: audience.join(', '), clientId },
      editConfig('signIn.clientId'),
    );
  }
  const left = expires === null ? null : Math.round((expires - surroundings.now()) / 1000);
  if (left !== null && left <= 0) return fails('token-expired', { seconds: -left }, signInAgain());
  return works({ provider: authority, signedIn: 'yes' });
}
