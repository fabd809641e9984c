"use client";
import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";

/** The list with the item at `from` one place up (-1) or down (1); the same list at its ends. Pure. */
export function moved<T>(items: readonly T[], from: number, by: -1 | 1): T[] {
  const to = from + by;
  const copy = [...items];
  const item = copy[from];
  if (item === undefined || to < 0 || to >= copy.length) return copy;
  copy.splice(from, 1);
  copy.splice(to, 0, item);
  return copy;
}

/** A word for what is called so, that is not among those taken: letters, digits and underscores. Pure. */
export function wordFor(label: string, taken: readonly string[], otherwise: string): string {
  const plain = label
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_");
  const base = plain.replaceAll(/^[^a-z]+|_+$/g, "").slice(0, 34) || otherwise;
  let word = base;
  for (let next = 2; taken.includes(word); next += 1) word = `${base}_${next}`;
  return word;
}

type RowButtonsProps = {
  name: string;
  isFirst: boolean;
  isLast: boolean;
  disabled: boolean;
  onMove: (by: -1 | 1) => void;
  /** Left out for what cannot be taken away. */
  onRemove?: (() => void) | undefined;
};

/** Moves a row of a list up and down, and takes it away where it can be. */
export function RowButtons({ name, isFirst, isLast, disabled, onMove, onRemove }: RowButtonsProps) {
  if (disabled) return null;
  return (
    <div className="flex shrink-0">
      <IconButton size="sm" label={`Move ${name} up`} disabled={isFirst} onClick={() => onMove(-1)}>
        <ArrowUp aria-hidden size={14} />
      </IconButton>
      <IconButton size="sm" label={`Move ${name} down`} disabled={isLast} onClick={() => onMove(1)}>
        <ArrowDown aria-hidden size={14} />
      </IconButton>
      {onRemove && (
        <IconButton size="sm" label={`Remove ${name}`} onClick={onRemove}>
          <Trash2 aria-hidden size={14} />
        </IconButton>
      )}
    </div>
  );
}
