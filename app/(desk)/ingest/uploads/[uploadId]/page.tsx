import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { UploadView } from "@/components/ingest/uploads/upload-view";
import { hasRight } from "@/domain/access/actor";
import { TRANSCRIPT_FORMATS } from "@/domain/ingest/transcripts/all-formats";

export const metadata: Metadata = { title: "Upload" };

export default async function UploadPage({ params }: { params: Promise<{ uploadId: string }> }) {
  const { uploadId } = await params;
  const user = await requirePageUser(`/ingest/uploads/${uploadId}`);
  if (!hasRight(user, "source.manage")) return <NoAccess what="uploading transcripts" />;
  const formats = TRANSCRIPT_FORMATS.map(({ name, label }) => ({ name, label })).sort((one, other) =>
    one.label.localeCompare(other.label, "en"),
  );
  return <UploadView key={uploadId} uploadId={uploadId} formats={formats} />;
}
