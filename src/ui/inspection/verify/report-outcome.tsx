import type { ReactElement } from 'react';
import type { VerificationReport } from '../../../inspect/chain.ts';
import { ErrorNotice } from '../../error-notice.tsx';
import { AlertIcon, CheckIcon, DashIcon } from '../../icons.tsx';
import { useMessages } from '../../messages/messages-context.ts';
import { reportResult } from './report-result.ts';

/** What came of a verification, in a sentence. */
export function ReportOutcome({ report }: { readonly report: VerificationReport }): ReactElement {
  const { inspection } = useMessages();
  const text = inspection.verify;
  const result = reportResult(report);
  const words = {
    complete: text.result.complete,
    all: text.result.all(report.framesVerified),
    stopped: text.result.stopped(report.framesVerified, report.framesChosen),
    failed: text.result.failed(report.failureCount, report.framesVerified),
    none: text.result.none,
    notTried: text.result.notTried,
  }[result];
  const isGood = result === 'complete' || result === 'all';
  const isBad = result === 'failed' || result === 'none';
  const [first] = report.failures;
  return (
    <>
      <output className="outcome" data-finding={isGood ? 'good' : isBad ? 'bad' : 'none'}>
        {isGood ? <CheckIcon /> : isBad ? <AlertIcon /> : <DashIcon />}
        {words}
      </output>
      {result === 'failed' && first !== undefined ? <ErrorNotice error={first.error} /> : null}
    </>
  );
}
