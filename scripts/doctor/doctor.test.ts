import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { signInAsUser } from '../../local/testing/sign-in.ts';
import { startForTest } from '../../local/testing/started-aws.ts';
import { doctor } from './doctor.ts';

let aws: Awaited<ReturnType<typeof startForTest>>;
let config: string;

beforeAll(async () => {
  aws = await startForTest();
  config = join(aws.folder, 'config.json');
  await writeFile(config, JSON.stringify(aws.config));
});
afterEach(() => {
  aws.setRolePolicy(null);
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
afterAll(() => aws.close());

async function run(...args: string[]): Promise<{ readonly code: number; readonly output: string }> {
  const said: unknown[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void said.push(line));
  vi.spyOn(console, 'error').mockImplementation((line) => void said.push(line));
  const code = await doctor(args);
  return { code, output: said.join('\n') };
}

const here = (): string[] => ['--config', config, '--origin', aws.appOrigin];

describe('npm run doctor', () => {
  it('checks the local AWS as a demo user', async () => {
    const { code, output } = await run(...here());
    expect(output).toContain('as alice, a demo user of the local AWS');
    expect(output).toContain('Everything works: 19 of 19 checks.');
    expect(code).toBe(0);
  });

  it('prints the fix in full and exits with 1 when something fails', async () => {
    const Statement = aws.rolePolicy.Statement.filter(({ Sid }) => Sid !== 'ListOwnPrefix');
    aws.setRolePolicy({ ...aws.rolePolicy, Statement });
    const { code, output } = await run(...here());
    expect(output).toMatch(/^Fails +List your files +S3 does not allow ListObjectsV2/mu);
    expect(output).toContain('"s3:prefix": "${cognito-identity.amazonaws.com:sub}/*"');
    expect(output).toContain('--policy-document file://sealdrop-list-own-prefix.json');
    expect(code).toBe(1);
  });

  it('checks as the person of a token, and gives JSON', async () => {
    const { idToken, identityId } = await signInAsUser(aws, 'bob', 'bob-demo');
    const file = join(aws.folder, 'token');
    await writeFile(file, `${idToken}\n`);
    const { code, output } = await run(...here(), '--id-token-file', file, '--json');
    const { findings } = JSON.parse(output);
    expect(findings[3]).toEqual({
      check: 'identity',
      verdict: { status: 'works', facts: { identity: identityId } },
    });
    expect(output).not.toContain(idToken.slice(0, 20));
    expect(code).toBe(0);
  });

  it('checks with AWS credentials, and finds that an administrator is not bound to one folder', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', aws.admin.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', aws.admin.secretAccessKey);
    const { code, output } = await run(...here(), '--owner', 'us-east-1:somebody');
    expect(output).toMatch(/^Works +Write an object/mu);
    expect(output).toMatch(/^Fails +Refused: another person’s folder/mu);
    expect(code).toBe(1);
  });

  it.each([
    [['--config', '/nowhere/config.json', '--origin', 'http://localhost:1'], /nowhere.*cannot be read/u],
    [['--config', 'config.json'], /add --origin/u],
    [['--colour'], /--colour/u],
    [['--owner', 'a', '--id-token-file', 'b'], /choose one/u],
  ])('%j is refused in a sentence', async (args, sentence) => {
    const { code, output } = await run(...args);
    expect(output).toMatch(sentence);
    expect(code).toBe(1);
  });
});
