import { memo, type ReactNode } from "react";
import { piecesOf } from "./pieces-of.ts";
import type { Kind } from "./stretch.ts";

interface CodeProps {
  readonly text: string;
  /** As it was named where the code was written. */
  readonly language: string;
}

/** Code with quiet colours for what its words are. */
export const Code = memo(function Code({ text, language }: CodeProps): ReactNode {
  let at = 0;
  return piecesOf(text, language).map((piece) => {
    const from = at;
    at += piece.text.length;
    if (piece.kind === undefined) return piece.text;
    return (
      <span key={from} className={looks[piece.kind]}>
        {piece.text}
      </span>
    );
  });
});

const looks: Readonly<Record<Kind, string>> = {
  keyword: "text-code-keyword",
  string: "text-code-string",
  literal: "text-code-literal",
  comment: "text-quiet italic",
  name: "text-code-name",
  added: "text-ok",
  removed: "text-error",
};
