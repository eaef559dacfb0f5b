/** As the receiver says it of what it cuts. */
const cutMark = (bytes: number) => `…[cut: ${bytes} bytes]`;

/** The beginning of a text, with a mark that tells how long it was. No letter is cut in two. */
export function cut(text: string, most: number, whole = text): string {
  if (text.length <= most && whole.length <= text.length) return text;
  const last = text.charCodeAt(most - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? most - 1 : most;
  return text.slice(0, Math.max(0, end)) + cutMark(Buffer.byteLength(whole));
}
