import { kindFamilies } from "../../../receiver/src/model/kind-family.ts";
import type { Density } from "./density.ts";
import type { ThemeColors } from "./theme-colors.ts";

interface MinimapScene {
  readonly density: Density;
  /** How much of the width the density covers: what runs has gone on since it was told. */
  readonly share: number;
  readonly colors: ThemeColors;
  readonly width: number;
  readonly height: number;
}

/** How many steps ran at once, by kind, from the bottom up; a mark at the top where something failed. */
export function drawMinimap(context: CanvasRenderingContext2D, scene: MinimapScene): void {
  const { density, share, colors, width, height } = scene;
  const { buckets, atWork, failed } = density;
  const most = mostAtOnce(density);
  const floor = height - 1;
  const room = height - 7;
  const columns = Math.floor(width * share);
  context.clearRect(0, 0, width, height);
  for (let x = 0; x < columns; x += 1) {
    const bucket = Math.floor((x / columns) * buckets);
    const total = totalAt(density, bucket);
    const scale = total === 0 ? 0 : (Math.sqrt(total / most) * room) / total;
    let y = floor;
    for (const [family, name] of kindFamilies.entries()) {
      const high = (atWork[family * buckets + bucket] as number) * scale;
      if (high <= 0) continue;
      context.fillStyle = colors[name] ?? "";
      context.fillRect(x, y - high, 1, high);
      y -= high;
    }
  }
  context.fillStyle = colors.error ?? "";
  for (let bucket = 0; bucket < buckets; bucket += 1)
    if ((failed[bucket] as number) > 0) context.fillRect((bucket / buckets) * columns, 0, 2, 4);
}

function totalAt({ buckets, atWork }: Density, bucket: number): number {
  let total = 0;
  for (let at = bucket; at < atWork.length; at += buckets) total += atWork[at] as number;
  return total;
}

function mostAtOnce(density: Density): number {
  let most = 1;
  for (let bucket = 0; bucket < density.buckets; bucket += 1) most = Math.max(most, totalAt(density, bucket));
  return most;
}
