import { parseArgs } from 'node:util';

export const usage = `npm run doctor -- [--config <address or file>] [--origin <origin>] [--json]
                  [--id-token-file <file> | --owner <identity id>]

  --config         the site's config.json: its address, or a file; usually that of npm start
  --origin         where the page is served, if that is not where config.json is
  --id-token-file  a file that holds an ID token of the provider: checks as that person
  --owner          checks with the AWS credentials of the environment or profile, as this identity
  --json           the findings as JSON

  Without either of the two, the local AWS is checked as its demo user, and of any other
  deployment what needs nobody's access. Exit code 0: everything works.`;

export interface DoctorOptions {
  /** an address or a file */
  readonly config: string;
  /** null: where `config` is */
  readonly origin: string | null;
  readonly idTokenFile: string | null;
  readonly owner: string | null;
  readonly json: boolean;
}

/** A sentence for the person at the terminal; no stack trace belongs with it. */
export class DoctorRefusal extends Error {}

/** @returns null: help was asked for. @throws DoctorRefusal */
export function readOptions(args: readonly string[]): DoctorOptions | null {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        config: { type: 'string', default: 'http://localhost:5173/config.json' },
        origin: { type: 'string' },
        'id-token-file': { type: 'string' },
        owner: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    throw new DoctorRefusal(`${error instanceof Error ? error.message : 'Unknown option.'}\n\n${usage}`);
  }
  if (values.help) return null;
  const { config, origin, owner, json } = values;
  const idTokenFile = values['id-token-file'];
  if (idTokenFile !== undefined && owner !== undefined)
    throw new DoctorRefusal('--id-token-file and --owner are two ways to be somebody; choose one.');
  if (origin === undefined && !isAddress(config))
    throw new DoctorRefusal('A config.json in a file does not say where the page is served: add --origin.');
  return { config, origin: origin ?? null, idTokenFile: idTokenFile ?? null, owner: owner ?? null, json };
}

export function isAddress(config: string): boolean {
  return /^https?:\/\//u.test(config);
}
