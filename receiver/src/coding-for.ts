/**
 * The coding that the caller likes best, of several alike the first; undefined where it takes none of them.
 * https://www.rfc-editor.org/rfc/rfc9110#field.accept-encoding
 */
export function codingFor<Coding extends string>(accepted: string, codings: readonly Coding[]): Coding | undefined {
  const weights = new Map(accepted.toLowerCase().slice(0, 1000).split(",").map(weightOf));
  const weightOfCoding = (coding: string) => weights.get(coding) ?? weights.get("*") ?? 0;
  const [best] = codings.toSorted((one, other) => weightOfCoding(other) - weightOfCoding(one));
  return best !== undefined && weightOfCoding(best) > 0 ? best : undefined;
}

function weightOf(item: string): [coding: string, weight: number] {
  const [coding = "", ...parameters] = item.split(";").map((part) => part.trim());
  const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
  return [coding, weight === undefined ? 1 : Number(weight) || 0];
}
