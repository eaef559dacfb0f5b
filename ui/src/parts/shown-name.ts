import { inert } from "../../../receiver/src/inert.ts";

/** Characters of a name that are shown. */
const most = 200;

/** A name as it is safe to be shown beside others: nothing in it hides, or turns the direction of what stands around it. */
export function shownName(name: string): string {
  return inert(name.length > most ? `${name.slice(0, most).toWellFormed()}…` : name);
}
