import { AppError } from '../../errors.ts';
import { configOf, deploymentOf, type Examination } from '../examination.ts';
import { checkNetwork, editConfig, setClock, signInAgain, trustProvider, trustRole } from '../fixes.ts';
import { factsOf, judgeFailure } from '../judge-failure.ts';
import { fails, unchecked, works, type Fix, type ProblemId, type Verdict } from '../verdict.ts';

/** The sign-in buys credentials at the identity pool (GetId, GetCredentialsForIdentity). */
export async function checkIdentity(examination: Examination): Promise<Verdict> {
  try {
    const account = await examination.surroundings.account(configOf(examination));
    if (account === null) return unchecked('nobody-signed-in');
    examination.account = account;
    return works({ identity: account.identityId });
  } catch (thrown) {
    if (examination.signal.aborted) throw thrown;
    return judgeRefusal(examination, AppError.from(thrown));
  }
}

/**
 * The pool's reasons, by the name of the exception and, where that says too little, by its sentence (Amazon Cognito Federated Identities API
 * Reference, errors of GetId and GetCredentialsForIdentity).
 */
function judgeRefusal(examination: Examination, error: AppError): Verdict {
  const deployment = deploymentOf(examination);
  const facts = { ...factsOf(error), pool: deployment.config.identityPool?.id ?? '' };
  const { reason } = error.details;
  const refused = (problem: ProblemId, ...fixes: readonly Fix[]): Verdict => fails(problem, facts, ...fixes);
  if (error.code === 'offline' || error.code === 'service-unreachable') {
    const { endpoints, region } = configOf(examination);
    const url = endpoints?.cognitoIdentity ?? `https://cognito-identity.${region}.amazonaws.com`;
    return fails('unreachable', { ...facts, url }, checkNetwork(url));
  }
  if (reason === 'ResourceNotFoundException')
    return refused('pool-not-found', editConfig('identityPool.id'), editConfig('region'));
  if (reason === 'InvalidIdentityPoolConfigurationException')
    return refused('role-trust', trustRole(deployment));
  if (reason === 'NotAuthorizedException') {
    if (/not from a supported provider|not supported/iu.test(error.message))
      return refused('provider-unknown', editConfig('identityPool.loginProvider'), trustProvider(deployment));
    if (/expired/iu.test(error.message)) return refused('token-expired', signInAgain(), setClock());
    if (/audience/iu.test(error.message))
      return refused('token-audience', editConfig('signIn.clientId'), trustProvider(deployment));
    return refused('token-refused', trustProvider(deployment), signInAgain());
  }
  if (error.code === 'identity-refused') return refused('identity-refused', trustProvider(deployment));
  return judgeFailure(examination, 'identity', error);
}
