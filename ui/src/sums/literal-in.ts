/**
 * What a failure says without its particulars has marks where they were: `no answer within <duration>`. This is the longest
 * stretch between them, which all that say so have in common.
 */
export function literalIn(says: string): string {
  const stretches = says.split(/<(?:n|id|text|path|url|address|time|duration)>/).map((part) => part.trim());
  return stretches.reduce((longest, part) => (part.length > longest.length ? part : longest), "").slice(0, 200);
}
