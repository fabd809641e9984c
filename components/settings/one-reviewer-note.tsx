import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link-button";

/** What the rules about a second person mean on a desk that has none. */
export function OneReviewerNote() {
  return (
    <Callout tone="warn" title="Fewer than two people here may review">
      Second looks wait until somebody else can take them. While it takes two people to say that a T0 holds no risk,
      such a decision takes no effect until then: <TextLink href="/admin/people">add a second person</TextLink>, or
      switch that rule off below.
    </Callout>
  );
}
