import type { Page } from '@playwright/test';
import { array, is, looseObject, looseTuple, number, optional, parse, string, unknown } from 'valibot';
import type { GenericSchema, InferOutput } from 'valibot';

/** One JavaScript heap of a page: its own, or that of one of its workers. */
export interface Isolate {
  /** `page`, or the name of the worker */
  readonly name: string;
  /** The value of an expression, by value. @throws Error when it throws */
  evaluate<Schema extends GenericSchema>(expression: string, schema: Schema): Promise<InferOutput<Schema>>;
  collectGarbage(): Promise<void>;
  /** A heap snapshot, without the contents of buffers. */
  snapshot(): Promise<Snapshot>;
  /**
   * Calls a function on objects of a snapshot, which may be out of reach for scripts; each in its own world.
   * @param call source of a function that takes `argument`, with the object as its `this`
   * @returns what it answered for each; null for one that is no more
   */
  callWith<Schema extends GenericSchema>(
    ids: readonly number[],
    call: string,
    argument: unknown,
    schema: Schema,
  ): Promise<readonly (InferOutput<Schema> | null)[]>;
}

export interface Snapshot {
  readonly strings: readonly string[];
  /** of all objects, by the name of what made them */
  readonly idsByClass: ReadonlyMap<string, readonly number[]>;
}

const messageSchema = looseObject({
  id: optional(number()),
  method: optional(string()),
  params: optional(unknown()),
  result: optional(unknown()),
  error: optional(looseObject({ message: string() })),
});
type Message = InferOutput<typeof messageSchema>;

const attachedSchema = looseObject({ sessionId: string(), targetInfo: looseObject({ title: string() }) });
const receivedSchema = looseObject({ sessionId: string(), message: string() });
const chunkSchema = looseObject({ chunk: string() });
const remoteSchema = looseObject({ result: looseObject({ objectId: string() }) });
const valueSchema = looseObject({ result: looseObject({ value: optional(unknown()) }) });
const snapshotSchema = looseObject({
  snapshot: looseObject({
    meta: looseObject({
      node_fields: array(string()),
      node_types: looseTuple([array(string())]),
    }),
  }),
  nodes: array(number()),
  strings: array(string()),
});
const thrownSchema = looseObject({ exceptionDetails: looseObject({ text: string() }) });

/**
 * The heaps of a page and of all workers below it that run now, workers of workers included. Each is spoken to through the one above it:
 * the protocol's flat sessions are beyond what a page's session of the test runner can address.
 */
export async function isolatesOf(page: Page): Promise<readonly Isolate[]> {
  const session = await page.context().newCDPSession(page);
  const found: Isolate[] = [];
  const top = createLine('page', found, (id, method, params) => {
    // The runner knows each method by name; here they are what the protocol calls them.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    session.send(method as 'Runtime.evaluate', params as never).then(
      (result) => top.receive({ id, result }),
      (thrown: unknown) => top.receive({ id, error: { message: String(thrown) } }),
    );
  });
  session.on('Target.attachedToTarget', (params) =>
    top.receive({ method: 'Target.attachedToTarget', params }),
  );
  session.on('Target.receivedMessageFromTarget', (params) =>
    top.receive({ method: 'Target.receivedMessageFromTarget', params }),
  );
  session.on('HeapProfiler.addHeapSnapshotChunk', (params) =>
    top.receive({ method: 'HeapProfiler.addHeapSnapshotChunk', params }),
  );
  await top.attachBelow();
  return found;
}

interface Line {
  receive(message: Message): void;
  /** Resolves when everything below, at any depth, is attached. */
  attachBelow(): Promise<void>;
}

type Post = (id: number, method: string, params: object) => void;

function createLine(name: string, found: Isolate[], post: Post): Line {
  const pending = new Map<number, (message: Message) => void>();
  const below = new Map<string, Line>();
  const attaching: Promise<void>[] = [];
  let chunks: string[] = [];
  let serial = 0;

  const send = async <Schema extends GenericSchema>(
    method: string,
    params: object,
    schema: Schema,
  ): Promise<InferOutput<Schema>> => {
    const id = (serial += 1);
    const answer = await new Promise<Message>((resolve) => {
      pending.set(id, resolve);
      post(id, method, params);
    });
    if (answer.error) throw new Error(`${name}: ${method}: ${answer.error.message}`);
    if (is(thrownSchema, answer.result)) throw new Error(`${name}: ${answer.result.exceptionDetails.text}`);
    return parse(schema, answer.result);
  };

  const attach = (params: unknown): void => {
    const { sessionId, targetInfo } = parse(attachedSchema, params);
    const line = createLine(targetInfo.title, found, (id, method, inner) => {
      const message = JSON.stringify({ id, method, params: inner });
      void send('Target.sendMessageToTarget', { sessionId, message }, unknown());
    });
    below.set(sessionId, line);
    attaching.push(line.attachBelow());
  };

  const line: Line = {
    receive({ id, method, params, ...rest }) {
      if (id !== undefined) pending.get(id)?.({ id, ...rest });
      else if (method === 'Target.attachedToTarget') attach(params);
      else if (method === 'Target.receivedMessageFromTarget') {
        const { sessionId, message } = parse(receivedSchema, params);
        below.get(sessionId)?.receive(parse(messageSchema, JSON.parse(message)));
      } else if (method === 'HeapProfiler.addHeapSnapshotChunk')
        chunks.push(parse(chunkSchema, params).chunk);
    },
    async attachBelow() {
      const how = { autoAttach: true, waitForDebuggerOnStart: false, flatten: false };
      await send('Target.setAutoAttach', how, unknown());
      await Promise.all(attaching);
    },
  };

  found.push({
    name,
    async evaluate(expression, schema) {
      const answer = await send('Runtime.evaluate', { expression, returnByValue: true }, valueSchema);
      return parse(schema, answer.result.value);
    },
    async collectGarbage() {
      await send('HeapProfiler.collectGarbage', {}, unknown());
    },
    async snapshot() {
      chunks = [];
      await send('HeapProfiler.takeHeapSnapshot', { reportProgress: false }, unknown());
      const text = chunks.join('');
      chunks = [];
      return readSnapshot(text);
    },
    callWith: (ids, call, argument, schema) =>
      Promise.all(
        ids.map(async (id) => {
          const asked = { objectId: String(id), objectGroup: 'search' };
          const found = await send('HeapProfiler.getObjectByHeapObjectId', asked, remoteSchema).catch(
            () => null,
          );
          // It may have been collected since.
          if (found === null) return null;
          const { objectId } = found.result;
          const answer = await send(
            'Runtime.callFunctionOn',
            {
              objectId,
              functionDeclaration: call,
              arguments: [{ value: argument }],
              returnByValue: true,
            },
            valueSchema,
          );
          await send('Runtime.releaseObject', { objectId }, unknown());
          return parse(schema, answer.result.value);
        }),
      ),
  });
  return line;
}

/** V8's format: numbers in rows, a row's fields named once. */
function readSnapshot(text: string): Snapshot {
  const { snapshot, nodes, strings } = parse(snapshotSchema, JSON.parse(text));
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, name, id] = ['type', 'name', 'id'].map((field) => fields.indexOf(field));
  const objectType = types[0].indexOf('object');
  if (type === undefined || name === undefined || id === undefined) throw new Error('not a snapshot');
  const idsByClass = new Map<string, number[]>();
  for (let row = 0; row < nodes.length; row += fields.length) {
    if (nodes[row + type] !== objectType) continue;
    const className = strings[nodes[row + name] ?? 0] ?? '';
    const ids = idsByClass.get(className) ?? [];
    ids.push(nodes[row + id] ?? 0);
    idsByClass.set(className, ids);
  }
  return { strings, idsByClass };
}
