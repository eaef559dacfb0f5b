import { FileText, Type } from "lucide-react";
import { Component, lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { formatCount } from "../../../receiver/src/format.ts";
import { Prose } from "../parts/value.tsx";
import { isMarked } from "./is-marked.ts";
import { useTextLook } from "./text-look.ts";

const Markdown = lazy(async () => ({ default: (await import("./markdown.tsx")).Markdown }));

interface SaidTextProps {
  readonly text: string;
  /** Characters beyond these wait until they are asked for. */
  readonly shown?: number;
}

/** What someone or some model said: laid out where it is Markdown, or as it was sent. */
export function SaidText({ text, shown = 1200 }: SaidTextProps) {
  const [look, choose] = useTextLook();
  const isLaidOut = useMemo(() => isMarked(text) && !/^\s*[[{]/.test(text), [text]);
  if (!isLaidOut) return <Prose text={text} shown={shown} />;
  const plain = <Prose text={text} shown={shown} />;
  const isPlain = look === "plain";
  const Icon = isPlain ? FileText : Type;
  const does = isPlain ? "Lay out Markdown" : "Show Markdown as it was sent";
  return (
    <div className="group/said relative">
      {isPlain ? (
        plain
      ) : (
        <Unbroken instead={plain}>
          <Suspense fallback={plain}>
            <Cut text={text} shown={shown} />
          </Suspense>
        </Unbroken>
      )}
      <button
        type="button"
        onClick={() => choose(isPlain ? "rendered" : "plain")}
        aria-label={does}
        title={does}
        className="absolute -top-5 -right-1 rounded-sm bg-inherit p-1 text-quiet opacity-0 hover:bg-hover hover:text-ink focus-visible:opacity-100 group-hover/said:opacity-100 [@media(hover:none)]:opacity-70"
      >
        <Icon size={12} aria-hidden />
      </button>
    </div>
  );
}

function Cut({ text, shown }: Required<SaidTextProps>) {
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > shown && !isWhole;
  return (
    <>
      <Markdown text={isLong ? `${beginning(text, shown)}…` : text} />
      {isLong && (
        <button type="button" onClick={() => setWhole(true)} className="block text-accent text-table hover:underline">
          Show all {formatCount(text.length)} characters
        </button>
      )}
    </>
  );
}

/** Up to the end of a line, where one ends not long before. */
function beginning(text: string, shown: number): string {
  const end = text.lastIndexOf("\n", shown);
  return text.slice(0, end > shown / 2 ? end : shown).toWellFormed();
}

/** What cannot be laid out is shown as it was sent. */
class Unbroken extends Component<{ readonly instead: ReactNode; readonly children: ReactNode }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? this.props.instead : this.props.children;
  }
}
