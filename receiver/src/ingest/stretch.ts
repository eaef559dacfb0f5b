/** Where something lies in the bytes being walked. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export const nothing: Stretch = { from: 0, to: 0 };
