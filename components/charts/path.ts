/** Lines and areas as SVG paths on a plane from 0 to 100 both ways, with y growing downwards. Pure. */

export type Point = {
  /** From 0 (left) to 1. */
  x: number;
  /** From 0 (bottom) to 1. */
  y: number;
};

const number = (share: number) => Number((share * 100).toFixed(2));
const at = ({ x, y }: Point) => `${number(x)} ${number(1 - y)}`;

/** A line through the points; empty for none. */
export function linePath(points: readonly Point[]): string {
  return points.map((point, index) => `${index === 0 ? "M" : "L"}${at(point)}`).join(" ");
}

/** The corners of a curve that keeps its height until the next point, as a count does. */
export function stepped(points: readonly Point[]): Point[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    return before === undefined ? [point] : [{ x: point.x, y: before.y }, point];
  });
}

/** The area between two lines over the same places. */
export function bandPath(upper: readonly Point[], lower: readonly Point[]): string {
  if (upper.length === 0) return "";
  return `${linePath([...upper, ...lower.toReversed()])} Z`;
}
