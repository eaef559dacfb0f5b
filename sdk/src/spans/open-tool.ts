import { type Context, createContextKey } from "@opentelemetry/api";
import { spanOf } from "../context.ts";
import type { Work } from "./work.ts";

const openToolKey = createContextKey("spanwise.open-tool");
export const withOpenTool = (within: Context, work: Work): Context => within.setValue(openToolKey, work);

/** The run of a tool of this name that another layer is already telling, with no span between it and us. */
export function openToolOf(within: Context, name: string, isHosts: boolean): Work | undefined {
  const work = within.getValue(openToolKey) as Work | undefined;
  if (!work?.isOpen || work.name !== name || work.isHosts === isHosts) return undefined;
  return spanOf(within) === work.span ? work : undefined;
}
