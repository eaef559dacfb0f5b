import { useLocation, useMatches } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";
import { paths } from "../paths.ts";
import { readTimeSearch } from "../search.ts";
import { useActs } from "./acts.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { useGoKeys } from "./go-keys.ts";
import { useKeys } from "./keys.ts";
import { KeysDialog } from "./keys-dialog.tsx";
import { useGo } from "./link.tsx";
import { places } from "./places.ts";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";
import { UndoLine } from "./undo-line.tsx";
import { useIsRoomy } from "./wide.ts";

interface FrameProps {
  readonly project: string;
  /** Where things are searched and jumped to. */
  readonly jump: ReactNode;
  readonly children: ReactNode;
}

/** What stands around every page of a project: the rail (on a phone a bar at the bottom) and the top bar. */
export function Frame({ project, jump, children }: FrameProps) {
  const help = useRef<HTMLDialogElement>(null);
  const { pathname, search } = useLocation();
  const time = readTimeSearch(search);
  const hasTime = useMatches({ select: (matches) => matches.at(-1)?.staticData.hasTime === true });
  const isRoomy = useIsRoomy();
  const go = useGo();
  const showKeys = () => help.current?.showModal();
  useKeys({ "?": showKeys });
  useActs([{ label: "Show all keys", keys: "?", words: "help shortcuts keyboard", isOfWindow: true, act: showKeys }]);
  useGoKeys((key) => {
    const found = places.find((entry) => entry.key === key);
    if (found) go(paths.place(project, found.place, time));
    return found !== undefined;
  });
  const here = places.find(({ place }) => pathname.split("/")[3] === place)?.place;
  return (
    <div className="flex h-full">
      {isRoomy && <Rail project={project} here={here} time={time} showKeys={showKeys} />}
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar key={project} project={project} time={hasTime ? time : undefined} jump={jump} />
        <main className="flex min-h-0 min-w-0 flex-1 flex-col">{children}</main>
        {!isRoomy && <BottomBar project={project} here={here} time={time} />}
      </div>
      <KeysDialog dialog={help} />
      <UndoLine />
    </div>
  );
}
