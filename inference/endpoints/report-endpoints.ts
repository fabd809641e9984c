import "server-only";
import { z } from "zod";
import { type EndpointReport, endpointReportSchema } from "@/inference/endpoints/endpoint-report";
import type { Fleet } from "@/inference/endpoints/fleet";
import { db } from "@/lib/db/client";

/** A process that has not reported for this long, in seconds, is gone. */
const FRESH_SECONDS = 30;

/** Writes how the endpoints stand as this process sees them. @param process names it, alone of its kind */
export async function reportEndpoints(process: string, fleet: Fleet): Promise<number> {
  const reports = fleet.reports();
  for (const report of reports) {
    const { endpoint } = report;
    const data = { report, reportedAt: new Date() };
    await db().endpointReport.upsert({
      where: { process_endpoint: { process, endpoint } },
      create: { process, endpoint, ...data },
      update: data,
    });
  }
  await db().$executeRaw`
    DELETE FROM endpoint_report WHERE reported_at < now() - make_interval(secs => ${10 * FRESH_SECONDS})`;
  return 0;
}

/** What the processes that are there reported last. A report in the form of another version is left out. */
export async function listEndpointReports(): Promise<{ process: string; reportedAt: Date; report: EndpointReport }[]> {
  const rows = z.array(z.object({ process: z.string(), report: z.unknown(), reported_at: z.date() })).parse(
    await db().$queryRaw`
      SELECT process, report, reported_at FROM endpoint_report
      WHERE reported_at > now() - make_interval(secs => ${FRESH_SECONDS}) ORDER BY endpoint, process`,
  );
  return rows.flatMap(({ process, report, reported_at: reportedAt }) => {
    const parsed = endpointReportSchema.safeParse(report);
    return parsed.success ? [{ process, reportedAt, report: parsed.data }] : [];
  });
}
