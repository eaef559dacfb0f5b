import "./found.css";
import { useEffect } from "react";
import { wordRanges, wordsOf } from "./word-ranges.ts";

/** In UTF-16 units and marks: what is beyond is not looked at. */
const mostText = 4_000_000;
const mostMarks = 1000;

/**
 * Marks where the words of a search stand in what an element shows, as it comes, and brings the first into sight. The
 * browser draws over the text: nothing in the element changes.
 */
export function useMarkedWords(element: HTMLElement | null, asked: string): void {
  useEffect(() => {
    const words = wordsOf(asked);
    if (element === null || words.length === 0 || !("highlights" in CSS)) return;
    let isSeen = false;
    const mark = () => {
      const ranges = rangesIn(element, words);
      CSS.highlights.set("found", new Highlight(...ranges));
      if (!isSeen && ranges[0]) show(ranges[0]);
      isSeen ||= ranges.length > 0;
    };
    mark();
    const changed = new MutationObserver(mark);
    changed.observe(element, { childList: true, subtree: true, characterData: true });
    return () => {
      changed.disconnect();
      CSS.highlights.delete("found");
    };
  }, [element, asked]);
}

function rangesIn(element: HTMLElement, words: readonly string[]): Range[] {
  const ranges: Range[] = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = mostText;
  for (let node = texts.nextNode(); node !== null && left > 0 && ranges.length < mostMarks; node = texts.nextNode()) {
    const text = node.nodeValue ?? "";
    left -= text.length;
    for (const [from, to] of wordRanges(text, words)) {
      const range = new Range();
      range.setStart(node, from);
      range.setEnd(node, to);
      ranges.push(range);
    }
  }
  return ranges.slice(0, mostMarks);
}

function show(range: Range): void {
  const { bottom } = range.getBoundingClientRect();
  if (bottom > innerHeight) range.startContainer.parentElement?.scrollIntoView({ block: "center" });
}
