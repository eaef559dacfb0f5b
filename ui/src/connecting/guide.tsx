import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { Eye, EyeOff, Link2 } from "lucide-react";
import { useState } from "react";
import { apiKey } from "../api/key.ts";
import { receiverQuery } from "../api/settings.ts";
import { readConnectSearch } from "../connect-search.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { useGo } from "../parts/link.tsx";
import { useAddressWith } from "../parts/turn.ts";
import { paths } from "../paths.ts";
import { isLoopback, type Place, placeAt } from "./place.ts";
import { hiddenKey, SnippetBox } from "./snippet-box.tsx";
import type { Way } from "./way.ts";
import { WayPick } from "./way-pick.tsx";
import { wayById, ways } from "./ways.ts";
import { inHeader } from "./written.ts";

/** How to connect whatever somebody has. Which of them is in the address. */
export function Guide({ project }: { project: string }) {
  const addressWith = useAddressWith();
  const go = useGo();
  const { connect } = readConnectSearch(useLocation().search);
  const { data: receiver } = useQuery(receiverQuery(project));
  const chosen = wayById(connect) ?? ways[0];
  if (!chosen) return null;
  const place = placeAt(window.location, receiver, apiKey());
  return (
    <div className="flex min-h-0 flex-col gap-5 md:flex-row md:items-start">
      <WayPick chosen={chosen} onChoose={({ id }) => go(addressWith({ connect: id }), { replace: true })} />
      <Shown key={chosen.id} project={project} way={chosen} place={place} />
    </div>
  );
}

function Shown({ project, way, place }: { project: string; way: Way; place: Place }) {
  const [isKeyShown, setKeyShown] = useState(false);
  const { key } = place;
  const copied = way.snippets(place);
  const shown = key === null || isKeyShown ? copied : way.snippets({ ...place, key: hiddenKey });
  const own = [place.address, place.grpc, ...(key === null ? [] : [hiddenKey, key, inHeader(key)])];
  return (
    <section aria-labelledby="way" className="min-w-0 flex-1">
      <div className="flex items-center gap-1.5">
        <h2 id="way" className="font-semibold text-[15px]">
          {way.name}
        </h2>
        <CopyButton
          text={`${window.location.origin}${paths.connect(project, way.id)}`}
          what={`link to ${way.name}`}
          Icon={Link2}
        />
      </div>
      <p className="mt-0.5 text-quiet">{way.about}</p>
      <div className="mt-3 space-y-3">
        {shown.map((snippet, at) => (
          <SnippetBox
            key={snippet.title}
            snippet={snippet}
            copied={copied[at]?.text ?? snippet.text}
            own={own.filter((one) => one !== "")}
          />
        ))}
      </div>
      {key !== null && <KeyNote isShown={isKeyShown} turn={() => setKeyShown(!isKeyShown)} />}
      {isLoopback(place) && (
        <p className="mt-3 text-quiet text-table">
          In a container, <code className="font-mono">{new URL(place.address).hostname}</code> is the container itself:
          name the machine that Spanwise runs on instead.
        </p>
      )}
    </section>
  );
}

function KeyNote({ isShown, turn }: { isShown: boolean; turn: () => void }) {
  const Icon = isShown ? EyeOff : Eye;
  return (
    <p className="mt-3 flex flex-wrap items-center gap-x-2 gap-y-1 text-quiet text-table">
      {isShown ? "This is the key of this tab." : "What is copied holds the key of this tab."}
      <button type="button" onClick={turn} className="chip h-6 px-2 text-ink">
        <Icon size={12} aria-hidden /> {isShown ? "Hide it" : "Show it"}
      </button>
    </p>
  );
}
