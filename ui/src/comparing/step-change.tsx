import type { ReactNode } from "react";
import { plural } from "../../../receiver/src/format.ts";
import { fieldName, plainWords } from "./change-words.ts";
import type { Change } from "./compare-query.ts";
import { EditedText } from "./edited-text.tsx";

interface StepChangeProps {
  readonly change: Change;
  /** Leads to the step, by its place, where the same was told. */
  readonly onTold: (at: number) => void;
}

/** What of one field changed. */
export function StepChange({ change, onTold }: StepChangeProps) {
  const name = fieldName(change.field);
  return (
    <section aria-label={name} className="mx-4 mt-4">
      <h3 className="mb-1 font-semibold first-letter:uppercase">{name}</h3>
      <Told change={change} onTold={onTold} />
      {"omitted" in change && change.omitted > 0 && (
        <p className="mt-1 text-quiet text-table">{plural(change.omitted, "more change")} not told</p>
      )}
    </section>
  );
}

function Told({ change, onTold }: StepChangeProps) {
  if ("left" in change) {
    return (
      <p className="[overflow-wrap:anywhere]">
        <del className="rounded-xs bg-error-ground text-error">{plainWords(change.field, change.left)}</del>
        <span className="text-quiet"> became </span>
        <ins className="rounded-xs bg-picked no-underline">{plainWords(change.field, change.right)}</ins>
      </p>
    );
  }
  if ("edits" in change)
    return change.edits ? <EditedText edits={change.edits} /> : <Before at={change.toldAt} onTold={onTold} />;
  if ("messages" in change) {
    return change.messages.map((message, at) => {
      const { status, leftRole, rightRole, leftIndex, rightIndex, edits, toldAt } = message;
      const place = (rightIndex ?? leftIndex ?? 0) + 1;
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no name but their place
        <Piece key={at} title={`${rightRole ?? leftRole ?? "message"} ${place}, ${status}`}>
          {edits ? <EditedText edits={edits} /> : <Before at={toldAt} onTold={onTold} />}
        </Piece>
      );
    });
  }
  if (change.values === null) return <Before at={change.toldAt} onTold={onTold} />;
  return change.values.map(({ path, status, edits }) => (
    <Piece key={path} title={path === "$" ? status : `${path}, ${status}`} isCode={path !== "$"}>
      <EditedText edits={edits} />
    </Piece>
  ));
}

function Piece({ title, isCode = false, children }: { title: string; isCode?: boolean; children: ReactNode }) {
  return (
    <div className="mb-2">
      <p className={`mb-0.5 text-quiet text-table [overflow-wrap:anywhere] ${isCode ? "font-mono" : ""}`}>{title}</p>
      {children}
    </div>
  );
}

function Before({ at, onTold }: { at: number | null; onTold: (at: number) => void }) {
  if (at === null) return <p className="text-quiet">What changed is not told any more.</p>;
  return (
    <p className="text-quiet">
      As told{" "}
      <button type="button" onClick={() => onTold(at)} className="text-accent hover:underline">
        at an earlier step
      </button>
      .
    </p>
  );
}
