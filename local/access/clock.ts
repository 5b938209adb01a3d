/** Where the time comes from. The local AWS's own clock can be shifted by tests. */
export interface Clock {
  now(): Date;
}
