import { Fragment } from "react";
import { CopyButton } from "../parts/copy-button.tsx";
import type { Snippet } from "./way.ts";

interface SnippetBoxProps {
  readonly snippet: Snippet;
  /** What is copied, where the key is not to be seen. */
  readonly copied: string;
  /** What of it is of this receiver alone: its addresses and the key. */
  readonly own: readonly string[];
}

/** Stands where the key would. It has no letter that would be written otherwise anywhere, and is seen as dots. */
export const hiddenKey = "hidden-key";

const languages = {
  sh: "shell",
  ts: "TypeScript",
  python: "Python",
  json: "JSON",
  toml: "TOML",
  yaml: "YAML",
  properties: "properties",
} as const;

/** Something to copy, with what was filled in marked. */
export function SnippetBox({ snippet: { title, language, text }, copied, own }: SnippetBoxProps) {
  return (
    <figure className="rounded-box border border-line bg-raised">
      <figcaption className="flex items-center gap-3 border-line border-b py-1 pr-1.5 pl-3">
        <span className="min-w-0 flex-1 truncate font-semibold text-table">{title}</span>
        <span className="shrink-0 text-[11px] text-quiet">{languages[language]}</span>
        <CopyButton text={copied} what={title.toLowerCase()} />
      </figcaption>
      <pre className="whitespace-pre-wrap px-3 py-2.5 font-mono text-table leading-relaxed [overflow-wrap:anywhere]">
        {text.split("\n").map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are fixed
          <Fragment key={at}>
            {at > 0 && "\n"}
            <Line line={line} own={own} language={language} />
          </Fragment>
        ))}
      </pre>
    </figure>
  );
}

function Line({ line, own, language }: { line: string; own: readonly string[]; language: Snippet["language"] }) {
  if (isRemark(line, language)) return <span className="text-quiet">{line}</span>;
  return partsOf(line, own).map((part, at) =>
    own.includes(part) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts are fixed
      <span key={at} className="font-semibold text-accent">
        {part === hiddenKey ? <Dots /> : part}
      </span>
    ) : (
      part
    ),
  );
}

const Dots = () => (
  <>
    <span aria-hidden>••••••••</span>
    <span className="sr-only">your key</span>
  </>
);

const isRemark = (line: string, language: Snippet["language"]) =>
  line.startsWith(language === "ts" ? "//" : "#") && language !== "json";

/** The line in pieces, so that what is this receiver's own stands alone. */
function partsOf(line: string, own: readonly string[]): readonly string[] {
  return own.reduce<readonly string[]>(
    (parts, one) =>
      parts.flatMap((part) =>
        own.includes(part) ? [part] : part.split(one).flatMap((piece, at) => (at === 0 ? [piece] : [one, piece])),
      ),
    [line],
  );
}
