"use client";
import type { ClipboardEvent, ComponentProps } from "react";
import { Textarea } from "@/components/ui/textarea";

/** From this length on the box goes easy on the browser: `dir="auto"` alone costs Chromium most of a minute per megabyte. */
const LONG = 20_000;
const RIGHT_TO_LEFT =
  /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}|\p{Script=Adlam}/u;

/** The direction of a text by its first letter, as `dir="auto"` finds it. */
function directionOf(text: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.test(/\p{L}/u.exec(text.slice(0, 2_000))?.[0] ?? "") ? "rtl" : "ltr";
}

type PasteBoxProps = Omit<ComponentProps<"textarea">, "value" | "onChange" | "onPaste"> & {
  value: string;
  onText: (text: string) => void;
};

/** A text area that takes a megabyte at once without standing still. */
export function PasteBox({ value, onText, ...rest }: PasteBoxProps) {
  function paste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const pasted = event.clipboardData.getData("text/plain");
    const box = event.currentTarget;
    if (pasted.length < LONG || box.readOnly) return;
    // The browser would insert it line by line, in time that grows with the square of its length.
    event.preventDefault();
    box.dir = directionOf(pasted);
    box.setRangeText(pasted.replace(/\r\n?/g, "\n"), box.selectionStart, box.selectionEnd, "end");
    onText(box.value);
  }
  return (
    <Textarea
      {...rest}
      dir={value.length < LONG ? "auto" : directionOf(value)}
      value={value}
      onChange={(event) => onText(event.target.value)}
      onPaste={paste}
    />
  );
}
