import type { EditBounds } from "./shortest-edit.ts";

/** What a comparison may still take; one for all of an answer, so that no content makes it long or large. */
export interface Allowance {
  /** Characters of texts that are told. */
  characters: number;
  readonly work: EditBounds["work"];
  /** Something was told shorter than it is. */
  isSpent: boolean;
}

export const openAllowance = (characters = 2_000_000, work = 20_000_000): Allowance => ({
  characters,
  work: { left: work },
  isSpent: false,
});

/** In characters. */
const longestText = 4000;

/** The beginning of a text, as much as may be told of it. */
export function allowed(text: string, allowance: Allowance, most = longestText): string {
  const room = Math.max(0, Math.min(most, allowance.characters));
  if (text.length > room) allowance.isSpent = true;
  const told = text.length > room ? `${text.slice(0, room).toWellFormed()}…` : text;
  allowance.characters -= told.length;
  return told;
}

/** Whether one more change may be told; what it takes beside its texts is taken off. */
export function mayTell(allowance: Allowance, characters = 150): boolean {
  allowance.characters -= characters;
  if (allowance.characters > 0) return true;
  allowance.isSpent = true;
  return false;
}
