/** What a signed-in person can be at, in the order of the links; the name is the address, `#/files`. */
export const screenNames = ['files', 'inspect', 'keys', 'calls', 'how', 'doctor'] as const;

export type ScreenName = (typeof screenNames)[number];
