/**
 * The bucket's rule for uploads that nobody completed, as the CDK stack deploys it and as the local AWS begins with it. A week is longer than a
 * person needs to come back to an interrupted upload; its parts cost as much as objects.
 */
export const abortUnfinishedUploads = { id: 'abort-unfinished-uploads', days: 7 } as const;
