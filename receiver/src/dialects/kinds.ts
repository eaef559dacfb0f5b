import type { Kind } from "../model/span.ts";

/** What a real call is of, which is what totals are made from. */
const callKinds: ReadonlySet<Kind> = new Set<Kind>(["llm", "embedding", "rerank", "tool"]);

export const isCall = (kind: Kind): boolean => callKinds.has(kind);
