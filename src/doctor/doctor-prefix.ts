/** Where the doctor's own objects lie, below a person's prefix; no other is touched. */
export const doctorPrefix = (identityId: string): string => `${identityId}/doctor/`;
