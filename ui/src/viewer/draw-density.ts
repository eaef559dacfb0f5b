import { kindFamilies } from "../../../receiver/src/model/kind-family.ts";
import type { Density } from "./density.ts";
import type { ThemeColors } from "./theme-colors.ts";

interface DensityScene {
  readonly density: Density;
  /** How much of the width the density covers: what runs has gone on since it was told. */
  readonly share: number;
  readonly colors: ThemeColors;
  readonly width: number;
  readonly height: number;
}

/** How many steps ran at once, by kind, from the bottom up. */
export function drawDensity(context: CanvasRenderingContext2D, scene: DensityScene): void {
  const { density, share, colors, width, height } = scene;
  const { buckets, atWork } = density;
  const most = mostAtOnce(density);
  const columns = Math.floor(width * share);
  context.clearRect(0, 0, width, height);
  for (let x = 0; x < columns; x += 1) {
    const bucket = Math.floor((x / columns) * buckets);
    const total = totalAt(density, bucket);
    const scale = total === 0 ? 0 : (Math.sqrt(total / most) * height) / total;
    let y = height;
    for (const [family, name] of kindFamilies.entries()) {
      const high = (atWork[family * buckets + bucket] as number) * scale;
      if (high <= 0) continue;
      context.fillStyle = colors[name] ?? "";
      context.fillRect(x, y - high, 1, high);
      y -= high;
    }
  }
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
