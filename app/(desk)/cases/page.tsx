import { redirect } from "next/navigation";

/** Cases are listed on the triage page. */
export default function CasesPage() {
  redirect("/triage");
}
