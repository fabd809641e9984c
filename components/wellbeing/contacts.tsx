import type { Wellbeing } from "@/domain/triage/wellbeing/wellbeing-dto";

/** Whom to turn to, as an admin has written it. */
export function Contacts({ contacts }: { contacts: Wellbeing["contacts"] }) {
  if (contacts.length === 0) {
    return <p className="text-muted text-sm">No support contacts are set yet. An admin can add them.</p>;
  }
  return (
    <ul aria-label="Support contacts" className="grid gap-2">
      {contacts.map(({ name, reach, hours }) => (
        <li key={`${name} ${reach}`} className="rounded-lg border px-3 py-2 text-sm">
          <p className="font-medium text-strong">{name}</p>
          <p className="wrap-anywhere">{reach}</p>
          {hours !== "" && <p className="text-muted text-xs">{hours}</p>}
        </li>
      ))}
    </ul>
  );
}
