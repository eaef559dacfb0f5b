/** How calls of one library are recorded. One file each, in the list of `index.ts`. */
export interface Instrument {
  /** What its author and `doctor` call it. */
  readonly name: string;
  /** The npm packages that it knows, with the versions that it was run with. */
  readonly packages: readonly { readonly name: string; readonly versions: string }[];
  /**
   * Patches what a module exports, in place, by `replace`; called once for each loaded copy, ESM or CJS. Tells what could
   * not be patched by throwing: the host hears it in one line, and its module stays as it was.
   */
  patch(module: Readonly<Record<string, unknown>>, loaded: Loaded): void;
  /** Records the calls of one client that is at hand, where modules cannot be patched. False when it is none of these. */
  wrap?(client: object): boolean;
}

export interface Loaded {
  /** The npm package. */
  readonly name: string;
  readonly version: string | undefined;
  /** Which of the modules that `index.ts` names. */
  readonly module: string;
  readonly kind: "esm" | "cjs";
  /** Where it lies. */
  readonly file: string;
}
