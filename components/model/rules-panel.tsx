import { interval, percent } from "@/components/measure/figures";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import type { ModelReport } from "@/domain/measure/model-report";

type Share = ModelReport["measuredRules"]["sets"][number]["recall"];

function ShareCell({ share }: { share: Share }) {
  return (
    <Td num className="whitespace-nowrap align-top">
      {share === null ? (
        <span className="text-muted">not known</span>
      ) : (
        <>
          {percent(share.value)}
          <span className="block text-muted text-xs">
            {interval(share)}, n {share.n.toLocaleString("en")}
          </span>
        </>
      )}
    </Td>
  );
}

/** The offline rules in force, and what the built-in ones were measured to be. */
export function RulesPanel({ report }: { report: ModelReport }) {
  const { rules, measuredRules } = report;
  return (
    <Panel
      flush
      title="Offline rules"
      description={`${rules.name} reads while no model does, and points to the messages behind a risk.`}
      actions={<LinkButton href="/admin/model/rules">Rules of this house</LinkButton>}
      footer="They miss what is said indirectly, so what they read is provisional and read again once a model answers."
    >
      <Table caption={`What ${measuredRules.rules} was measured to be, at 95%`} captionVisible className="mt-3">
        <TableHead>
          <tr>
            <Th>On</Th>
            <Th align="right">Recall</Th>
            <Th align="right">Specificity</Th>
          </tr>
        </TableHead>
        <TableBody>
          {measuredRules.sets.map(({ name, note, recall, specificity }) => (
            <Row key={name}>
              <Th scope="row" className="whitespace-normal align-top">
                {name}
                <span className="block font-normal text-muted text-xs">{note}</span>
              </Th>
              <ShareCell share={recall} />
              <ShareCell share={specificity} />
            </Row>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}
