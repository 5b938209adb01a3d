import { AppError } from '../../errors.ts';
import { storagePlace } from '../../config/storage.ts';
import { configOf, deploymentOf, type Examination } from '../examination.ts';
import { allowOrigin, checkNetwork } from '../fixes.ts';
import { answerNeeds, methods, type Method, onlyByAws, requestNeeds, surelySent } from '../needs.ts';
import type { CorsProbe } from '../probe-port.ts';
import { fails, unchecked, works, type Verdict } from '../verdict.ts';

/** The bucket's rules let this page's requests through: every method, every header that the app sends with it. */
export async function checkCors(examination: Examination): Promise<Verdict> {
  const { surroundings, signal } = examination;
  const config = configOf(examination);
  const probe = surroundings.cors(config);
  const { endpoint } = storagePlace(config);
  const url = endpoint ?? `https://${config.bucket}.s3.${config.region}.amazonaws.com`;
  const origin = surroundings.origin;
  const missing: string[] = [];
  let passed = 0;
  let silent = 0;
  for (const method of methods) {
    const outcome = await probe.attempt(method, requestNeeds[method], signal);
    if (outcome === 'unreachable') return fails('unreachable', { url }, checkNetwork(url));
    if (outcome === 'passes') passed += 1;
    else {
      const refused = await oneByOne(probe, method, signal);
      missing.push(...refused.missing);
      passed += refused.passed;
      silent += outcome === 'silent' ? 1 : 0;
    }
  }
  const fix = allowOrigin(deploymentOf(examination));
  if (passed === 0 && silent > 0)
    return fails('cors-or-unreachable', { url, origin }, fix, checkNetwork(url));
  if (passed === 0) return fails('cors-none', { origin }, fix);
  if (silent > 0 && missing.every((name) => name === 'authorization')) {
    const known = await unlessSignatureSilent(examination);
    if (known === 'works') return works({ origin, methods: methods.join(', ') });
    if (known !== null) return known;
  }
  if (missing.length > 0)
    return fails('cors-missing', { origin, missing: [...new Set(missing)].join(', ') }, fix);
  return works({ origin, methods: methods.join(', ') });
}

/**
 * A store that answers a wrong signature without CORS headers (Ceph does) looks to a browser as one that does not let `authorization` through. A
 * right signature tells; where there is none to try and the store is another than AWS's, it cannot be told. null: the rules are to blame.
 */
async function unlessSignatureSilent(examination: Examination): Promise<Verdict | 'works' | null> {
  const { account, config, signal } = examination;
  if (account === null) return config?.storage === undefined ? null : unchecked('nobody-signed-in');
  try {
    await account.store.list(`${account.identityId}/`, signal);
    return 'works';
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    const { code } = AppError.from(thrown);
    return code === 'service-unreachable' || code === 'offline' ? null : 'works';
  }
}

/** Which of a method's headers are refused; the method itself where it passes with none. */
async function oneByOne(
  probe: CorsProbe,
  method: Method,
  signal: AbortSignal,
): Promise<{ readonly missing: readonly string[]; readonly passed: number }> {
  if ((await probe.attempt(method, [], signal)) !== 'passes') return { missing: [method], passed: 0 };
  const missing: string[] = [];
  for (const name of requestNeeds[method]) {
    if ((await probe.attempt(method, [name], signal)) !== 'passes') missing.push(name);
  }
  return { missing, passed: 1 };
}

/**
 * Answers show the headers that the app reads. Where the rules can be read (not in a browser) every one is compared; a browser shows only what came,
 * so there those are judged that surely came.
 */
export async function checkCorsAnswers(examination: Examination): Promise<Verdict> {
  const { surroundings, signal, answers } = examination;
  const exposed = await surroundings.cors(configOf(examination)).exposed(signal);
  const sent = surelySentBy(examination);
  const hidden =
    exposed === null
      ? (['put', 'get'] as const).flatMap((asked) =>
          sent[asked].filter((name) => answers.get(asked)?.[name.toLowerCase()] === undefined),
        )
      : answerNeeds.filter((name) => !exposed.includes(name.toLowerCase()));
  const seen = exposed === null ? [...sent.put, ...sent.get] : answerNeeds;
  if (hidden.length === 0) return works({ count: new Set(seen).size });
  return fails(
    'cors-hides',
    { missing: [...new Set(hidden)].join(', ') },
    allowOrigin(deploymentOf(examination)),
  );
}

/** What the answers of this store surely had. Another S3 need not send all that AWS's does, and none tells of checksums that it does not know. */
function surelySentBy({ config, verdicts }: Examination): Record<'put' | 'get', readonly string[]> {
  const isAws = config?.storage === undefined;
  const knowsChecksums = verdicts.get('checksums')?.status === 'works';
  const isSent = (name: string): boolean =>
    name === 'x-amz-checksum-crc32' ? knowsChecksums : isAws || !onlyByAws.has(name);
  return { put: surelySent.put.filter(isSent), get: surelySent.get.filter(isSent) };
}
