import type { Transferred, TransferRequest } from './transfer-request.ts';

/** One transfer of a campaign; downloads are of what was sealed last. */
export type CampaignStep = Exclude<TransferRequest, { perform: 'start' }>['perform'];

/** What the page tells after each step. */
export type StepReport = Transferred | { readonly problem: string };

/**
 * Performs transfers one after the other with nobody connected to the browser, and tells of each by a POST, whose answer it awaits.
 * @param reportTo URL that answers cross-origin requests
 */
export async function performCampaign(input: {
  readonly steps: readonly CampaignStep[];
  readonly reportTo: string;
  readonly transfer: (request: TransferRequest) => Promise<Transferred>;
}): Promise<void> {
  const { steps, reportTo, transfer } = input;
  const report = async (message: StepReport): Promise<void> => {
    await fetch(reportTo, { method: 'POST', body: JSON.stringify(message) });
  };
  let sealed = '';
  try {
    for (const perform of steps) {
      const opens = perform === 'open' || perform === 'get-bare';
      const done = await transfer(opens ? { perform, key: sealed } : { perform });
      if (perform === 'seal') sealed = done.key;
      await report(done);
    }
  } catch (thrown) {
    await report({ problem: String(thrown) });
  }
}
