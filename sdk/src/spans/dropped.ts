import type { Work } from "./work.ts";

/** Ends work whose outcome nobody can see any more. */
export const dropped = new FinalizationRegistry<Work>((work) => work.interrupt());
