import type { KMSClient } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Bytes } from '../bytes/bytes.ts';
import type { CallLog, OpenCall } from '../trace/call-log.ts';
import type { CallRecord } from '../trace/call-record.ts';
import { answered, bodyLength, failed, parametersOf } from './call-facts.ts';
import type { ServiceClock } from './service-clock.ts';

/** What every call of one client has in common. */
export interface CallPlace {
  readonly calls: CallLog;
  readonly clock: ServiceClock;
  readonly region: string;
  readonly service: CallRecord['service'];
}

/** Next to the wire: below signing, retries and renewed credentials, so that each request that leaves is one call. */
export const answerStep = { step: 'deserialize', priority: 'high', name: 'traceCalls' } as const;

/** Where a command's middleware leaves the transfer for this one. The SDK makes a context of its own for each command. */
const transferMark = 'sealdropTransfer';

/** Answers whose body is still to come. The SDK's answer has no place for a note, and goes through many hands unchanged. */
const bodies = new WeakMap<object, OpenCall>();

interface Sent {
  readonly input: object;
  readonly request: unknown;
}

/** Middleware that notes each request and its answer. It sees bodies and keys pass, and keeps what `call-facts` names. */
export function traceCalls({ calls, clock, region, service }: CallPlace) {
  return <Args extends Sent, Answer extends { readonly response: unknown; readonly output?: object }>(
      next: (args: Args) => Promise<Answer>,
      context: Readonly<Record<string, unknown>>,
    ) =>
    async (args: Args): Promise<Answer> => {
      const operation = String(context['commandName']).replace(/Command$/u, '');
      const transfer = context[transferMark];
      const call = calls.begin({
        service,
        operation,
        region,
        transfer: typeof transfer === 'string' ? transfer : null,
        clockOffset: clock.offset ?? 0,
        bytesSent: bodyLength(args.request),
        parameters: parametersOf(args.input),
      });
      try {
        const answer = await next(args);
        const { response, output } = answer;
        if (operation === 'GetObject' && output !== undefined) {
          bodies.set(output, call);
          call.tell({ ...answered(response, output), outcome: 'under-way', bytesReceived: null });
        } else call.tell(answered(response, output));
        return answer;
      } catch (thrown) {
        call.tell(failed(thrown));
        throw thrown;
      }
    };
}

/** Reads the body of a GetObject's answer and ends its call with it. @throws what `read` throws */
export async function untilBodyRead<Read extends { readonly bytes: Bytes }>(
  answer: object,
  read: () => Promise<Read>,
): Promise<Read> {
  const call = bodies.get(answer);
  try {
    const done = await read();
    call?.tell({ outcome: 'succeeded', bytesReceived: done.bytes.length });
    return done;
  } catch (thrown) {
    const { outcome = 'unanswered', errorCode = null, errorMessage = null } = failed(thrown);
    call?.tell({ outcome, errorCode, errorMessage });
    throw thrown;
  }
}

interface MarkableCommand {
  readonly middlewareStack: {
    add(middleware: object, options: { readonly step: 'initialize'; readonly name: string }): void;
  };
}

/**
 * The same client, whose calls are marked as those of one transfer. A mark that travels with each command rather than a guess afterwards by key and
 * time: two openings of the same file at once, an inspection meanwhile, or the search for a free name could not be told apart.
 */
export function attributed<Client extends S3Client | KMSClient>(client: Client, transfer: string): Client {
  const mark = <Next>(next: Next, context: Record<string, unknown>): Next => {
    context[transferMark] = transfer;
    return next;
  };
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'send' || typeof value !== 'function') return value;
      return (command: MarkableCommand, ...rest: readonly unknown[]): unknown => {
        command.middlewareStack.add(mark, { step: 'initialize', name: transferMark });
        return Reflect.apply(value, target, [command, ...rest]);
      };
    },
  });
}
