import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";

/** Says that what people wrote cannot be searched, and who can change that. */
export function SearchOff({ canTurnOn }: { canTurnOn: boolean }) {
  return (
    <Callout
      title="Searching what people wrote is turned off"
      actions={
        canTurnOn ? <LinkButton href="/admin/settings/search">See what it costs, and turn it on</LinkButton> : undefined
      }
    >
      {canTurnOn ? "You can turn it on." : "An admin can turn it on, under Settings."}
    </Callout>
  );
}
