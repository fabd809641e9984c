import { ArrowDown, Crosshair, Eye, EyeOff, Search } from "lucide-react";
import type { ReactNode } from "react";
import type { Unveil } from "@/components/decide/use-unveil";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { Button } from "@/components/ui/button";

type TranscriptToolsProps = {
  more: ReactNode;
  isLong: boolean;
  pointed: number;
  unveil: Unveil;
  onFind: () => void;
  onPointed: () => void;
  onLatest: () => void;
};

/** The ways through a conversation: find, what the reading points at, what is veiled, and its end. */
export function TranscriptTools(props: TranscriptToolsProps) {
  const { more, isLong, pointed, unveil, onFind, onPointed, onLatest } = props;
  const { wanted, veiledIds, toggleAll } = unveil;
  return (
    <fieldset
      aria-label="Ways through the transcript"
      className="flex min-w-0 flex-wrap gap-1.5 px-4 pt-3 md:px-6 print:hidden"
    >
      <Button size="sm" icon={<Search aria-hidden size={14} />} kbd={shortcutKeys("find")} onClick={onFind}>
        Find
      </Button>
      {pointed > 0 && (
        <Button
          size="sm"
          icon={<Crosshair aria-hidden size={14} />}
          kbd={shortcutKeys("next-marked")}
          onClick={onPointed}
        >
          {pointed === 1 ? "The message pointed at" : `Next of ${pointed.toLocaleString("en")} pointed at`}
        </Button>
      )}
      {wanted && (
        <Button
          size="sm"
          icon={veiledIds.length > 0 ? <Eye aria-hidden size={14} /> : <EyeOff aria-hidden size={14} />}
          kbd={shortcutKeys("unveil-all")}
          onClick={toggleAll}
        >
          {veiledIds.length > 0 ? "Show all messages" : "Veil messages"}
        </Button>
      )}
      {isLong && (
        <Button size="sm" icon={<ArrowDown aria-hidden size={14} />} onClick={onLatest}>
          Latest message
        </Button>
      )}
      {more}
    </fieldset>
  );
}
