import { Ellipsis, Plug } from "lucide-react";
import { type Place, paths } from "../paths.ts";
import type { TimeSearch } from "../search.ts";
import { Link } from "./link.tsx";
import { places } from "./places.ts";
import { Popover } from "./popover.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";

interface BottomBarProps {
  readonly project: string;
  readonly here: Place | undefined;
  readonly time: TimeSearch;
}

const look =
  "flex w-full flex-col items-center gap-0.5 rounded-box px-1 py-1.5 text-quiet text-table aria-[current]:bg-picked aria-[current]:font-semibold aria-[current]:text-ink";

/** The rail of a phone: the places that are asked for most, and all others one touch away. */
export function BottomBar({ project, here, time }: BottomBarProps) {
  const behind = places.filter(({ isFirst }) => !isFirst);
  const isBehind = behind.some(({ place }) => place === here);
  return (
    <nav
      aria-label="Places"
      className="flex shrink-0 items-stretch gap-1 border-line border-t bg-raised px-2 pt-1 pb-[max(4px,env(safe-area-inset-bottom))]"
    >
      {places
        .filter(({ isFirst }) => isFirst)
        .map(({ place, label, Icon }) => (
          <Link
            key={place}
            to={paths.place(project, place, time)}
            aria-current={place === here ? "page" : undefined}
            className={look}
          >
            <Icon size={18} aria-hidden />
            {label}
          </Link>
        ))}
      <Popover
        label="More places"
        look={look}
        isCurrent={isBehind}
        button={
          <>
            <Ellipsis size={18} aria-hidden />
            More
          </>
        }
      >
        {(close) => (
          <div className="w-52 p-1.5">
            {behind.map(({ place, label, Icon }) => (
              <Link
                key={place}
                to={paths.place(project, place, time)}
                onClick={close}
                aria-current={place === here ? "page" : undefined}
                className="flex h-10 items-center gap-3 rounded-box px-3 hover:bg-hover aria-[current]:bg-picked aria-[current]:font-semibold"
              >
                <Icon size={17} className="text-quiet" aria-hidden />
                {label}
              </Link>
            ))}
            <Link
              to={paths.connect(project)}
              onClick={close}
              className="flex h-10 items-center gap-3 rounded-box px-3 hover:bg-hover"
            >
              <Plug size={17} className="text-quiet" aria-hidden />
              Connect
            </Link>
            <div className="mt-1.5 flex items-center justify-between border-line border-t pt-1.5 pl-3 text-quiet">
              Theme <ThemeToggle />
            </div>
          </div>
        )}
      </Popover>
    </nav>
  );
}
