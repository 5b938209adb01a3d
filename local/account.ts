/** Where the local AWS says that it is, and what it calls its own. */
export const region = 'us-east-1';
export const accountId = '000000000000';
export const bucket = 'sealdrop';
