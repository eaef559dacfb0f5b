import { Check, Link2 } from "lucide-react";
import { useState } from "react";
import { formatDuration } from "../../../receiver/src/format.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import { Popover } from "../parts/popover.tsx";
import { paths } from "../paths.ts";
import type { SessionSearch } from "../session-search.ts";

interface ShareMenuProps {
  readonly project: string;
  readonly session: Session;
  readonly search: SessionSearch;
}

/** Links to what is seen, with more or less of it. */
export function ShareMenu(props: ShareMenuProps) {
  return (
    <Popover
      label="Share"
      title="Copy a link (y copies this view)"
      look="chip"
      button={
        <>
          <Link2 size={13} className="text-quiet" aria-hidden /> <span className="hidden lg:inline">Share</span>
        </>
      }
    >
      {() => <Links {...props} />}
    </Popover>
  );
}

function Links({ project, session, search }: ShareMenuProps) {
  const [copied, setCopied] = useState<string>();
  const { at, ...still } = search;
  const links: readonly (readonly [name: string, about: string, search: SessionSearch])[] = [
    ["The session", "as it opens for anybody", {}],
    ["This view", search.span ? "with what is selected" : "as it is seen now", still],
    ...(at === undefined
      ? []
      : ([["This moment", `${formatDuration(Number(at) * 1e6)} after it began`, search]] as const)),
  ];
  return (
    <div className="w-72 p-1.5">
      {links.map(([name, about, of]) => (
        <button
          key={name}
          type="button"
          onClick={() => {
            const link = new URL(paths.session(project, session.sessionId, of), location.href);
            void navigator.clipboard.writeText(link.href).then(
              () => setCopied(name),
              () => setCopied(undefined),
            );
          }}
          className="flex w-full items-baseline justify-between gap-3 rounded-box px-2.5 py-1.5 text-left hover:bg-hover"
        >
          {name}
          <span className="flex items-center gap-1 text-quiet text-table">
            {copied === name && <Check size={12} className="text-ok" aria-hidden />}
            {copied === name ? "copied" : about}
          </span>
        </button>
      ))}
      <p role="status" className="sr-only">
        {copied && `Link copied: ${copied}`}
      </p>
    </div>
  );
}
