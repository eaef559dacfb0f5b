import {
  Activity,
  Bot,
  CircleDollarSign,
  Cpu,
  LayoutDashboard,
  type LucideIcon,
  MessagesSquare,
  OctagonAlert,
  Radio,
  Settings,
  UserRound,
  Waypoints,
  Wrench,
} from "lucide-react";
import type { Place } from "../paths.ts";

export interface PlaceEntry {
  readonly place: Place;
  readonly label: string;
  /** Pressed after `g`. */
  readonly key: string;
  readonly Icon: LucideIcon;
  /** On a phone it has a place of its own in the bar; the others are behind "More". */
  readonly isFirst?: true;
}

/** The rail from top to bottom, a line between the groups. */
export const placeGroups: readonly (readonly PlaceEntry[])[] = [
  [
    { place: "overview", label: "Overview", key: "o", Icon: LayoutDashboard, isFirst: true },
    { place: "sessions", label: "Sessions", key: "s", Icon: MessagesSquare, isFirst: true },
    { place: "traces", label: "Traces", key: "t", Icon: Waypoints, isFirst: true },
    { place: "live", label: "Live", key: "l", Icon: Radio },
    { place: "cost", label: "Cost", key: "c", Icon: CircleDollarSign, isFirst: true },
  ],
  [
    { place: "agents", label: "Agents", key: "a", Icon: Bot },
    { place: "tools", label: "Tools", key: "w", Icon: Wrench },
    { place: "users", label: "Users", key: "u", Icon: UserRound },
    { place: "models", label: "Models", key: "m", Icon: Cpu },
    { place: "errors", label: "Errors", key: "e", Icon: OctagonAlert },
  ],
  [
    { place: "ingest", label: "Ingest", key: "i", Icon: Activity },
    { place: "settings", label: "Settings", key: ",", Icon: Settings },
  ],
];

export const places: readonly PlaceEntry[] = placeGroups.flat();
