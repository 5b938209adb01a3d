import * as v from 'valibot';

const view = v.pipe(v.string(), v.uuid());

/** The inputs of the commands of `view-contract.ts`. */
export const viewInputs = {
  viewFile: v.strictObject({
    view: v.nullable(view),
    key: v.pipe(v.string(), v.nonEmpty()),
    acceptMoved: v.boolean(),
  }),
  feedView: v.strictObject({ view, port: v.instance(MessagePort) }),
  closeView: v.strictObject({ view }),
};
