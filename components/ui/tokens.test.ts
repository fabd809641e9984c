import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

type Rgb = readonly [number, number, number];
type Theme = "light" | "dark" | "calm light" | "calm dark";

const css = readFileSync(path.resolve(import.meta.dirname, "../../app/globals.css"), "utf8");
/** Calm mode says some tokens anew; the others are those of the theme. */
const calmCss = /:root\[data-calm\][^{]*\{([^}]*)\}/.exec(css)?.[1] ?? "";

/** Linear-light sRGB of an oklch() colour (Ottosson, https://bottosson.github.io/posts/oklab/), clipped to the gamut. */
function linearFromOklch(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** Lightness, chroma and hue of a token. */
function oklch(name: string, theme: Theme): [number, number, number] {
  const pattern = new RegExp(`--color-${name}: light-dark\\(oklch\\(([^)]+)\\), oklch\\(([^)]+)\\)\\)`);
  const line = (theme.startsWith("calm") ? pattern.exec(calmCss) : null) ?? pattern.exec(css);
  const text = line?.[theme.endsWith("light") ? 1 : 2];
  if (text === undefined) throw new Error(`no token --color-${name} in globals.css`);
  const [lightness = Number.NaN, chroma = Number.NaN, hue = Number.NaN] = text.split(" ").map(Number);
  return [lightness, chroma, hue];
}

function token(name: string, theme: Theme): Rgb {
  return linearFromOklch(...oklch(name, theme));
}

/** Relative luminance, WCAG 2.2. */
function luminance([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Full dichromacy, Machado et al. 2009, severity 1.0, on linear RGB. */
const EYES: Record<string, readonly (readonly [number, number, number])[]> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

/** Distance in OKLab, where 0.02 is about the smallest step an eye sees. */
function distance(one: Rgb, other: Rgb): number {
  const lab = ([r, g, b]: Rgb) => {
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return [
      0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    ] as const;
  };
  const [a, b] = [lab(one), lab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function seenBy(eye: string, [r, g, b]: Rgb): Rgb {
  const rows = (EYES[eye] ?? []).map(([x, y, z]) => Math.min(1, Math.max(0, x * r + y * g + z * b)));
  return [rows[0] ?? 0, rows[1] ?? 0, rows[2] ?? 0];
}

const THEMES: Theme[] = ["light", "dark", "calm light", "calm dark"];
const SURFACES = ["canvas", "panel", "raised", "sunken", "hover", "selected"];
const NOTES = ["danger", "warn", "ok", "info", "accent"];
const LEVELS = ["level-1", "level-2", "level-3", "level-4"];

describe.each(THEMES)("the %s theme", (theme) => {
  it.each(SURFACES)("keeps every text tone at 4.5:1 or better on %s", (surface) => {
    for (const text of ["strong", "default", "muted", "faint", "accent", "danger", "warn", "ok", "info"]) {
      expect(contrast(token(text, theme), token(surface, theme)), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(NOTES)("keeps %s text at 4.5:1 on its own soft ground, and default text too", (note) => {
    expect(contrast(token(note, theme), token(`${note}-soft`, theme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(token("default", theme), token(`${note}-soft`, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it("keeps filled buttons and marks readable", () => {
    for (const [ink, ground] of [
      ["accent-contrast", "accent"],
      ["accent-contrast", "accent-hover"],
      ["danger-contrast", "danger-fill"],
      ["rank-contrast", "rank-first"],
      ["strong", "level-3-soft"],
      ["strong", "found"],
    ] as const) {
      expect(contrast(token(ink, theme), token(ground, theme)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("keeps the focus ring, the controls' outlines and the level glyphs at 3:1 on panels and canvas", () => {
    for (const mark of ["focus", "control", ...LEVELS]) {
      for (const surface of ["canvas", "panel", "raised", "selected"]) {
        expect(contrast(token(mark, theme), token(surface, theme)), `${mark} on ${surface}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it("orders the four levels by lightness alone, so that a grey print keeps the order", () => {
    const grounds = LEVELS.map((level) => contrast(token(level, theme), token("panel", theme)));
    for (let index = 1; index < grounds.length; index++) {
      expect((grounds[index] ?? 0) / (grounds[index - 1] ?? 1)).toBeGreaterThanOrEqual(1.2);
    }
  });

  it.each(Object.keys(EYES))("keeps any two levels apart under %s", (eye) => {
    for (const [index, one] of LEVELS.entries()) {
      for (const other of LEVELS.slice(index + 1)) {
        const gap = distance(seenBy(eye, token(one, theme)), seenBy(eye, token(other, theme)));
        expect(gap, `${one} against ${other}`).toBeGreaterThanOrEqual(0.08);
      }
    }
  });
});

describe.each(["calm light", "calm dark"] as const)("the %s theme", (theme) => {
  it("has no red, orange or pink in what says how bad something is", () => {
    for (const level of LEVELS) {
      for (const name of [level, `${level}-soft`]) {
        const [, , hue] = oklch(name, theme);
        expect(hue, name).toBeGreaterThan(140);
        expect(hue, name).toBeLessThan(310);
      }
    }
    for (const name of ["danger", "danger-soft", "danger-line", "danger-fill", "rank-first"]) {
      const [, , hue] = oklch(name, theme);
      expect(hue, name).toBeGreaterThan(140);
      expect(hue, name).toBeLessThan(310);
    }
  });
});
