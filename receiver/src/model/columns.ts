/** The texts of many rows: each distinct one once, maybe some that no row has, and which of them each row has. */
export interface TextColumn {
  readonly texts: readonly string[];
  readonly which: Uint32Array;
}
