import { isIP } from "node:net";
import { createTransport } from "nodemailer";
import { type Guard, resolveTarget } from "@/lib/outbound/resolve-target";
import { SEND_TIMEOUT_MS, type Sent, sendFailure } from "@/lib/outbound/sent";

export type MailServer = {
  host: string;
  port: number;
  /** `tls` from the first byte, `starttls` before anything is said, or `none`, in allowed networks alone. */
  security: "tls" | "starttls" | "none";
  user: string | null;
  password: string | null;
};

export type Mail = {
  /** The same for every attempt, so that a mail that is sent twice is seen as one. */
  messageId: string;
  from: string;
  to: readonly string[];
  subject: string;
  text: string;
  html: string;
};

/**
 * Sends a mail through a server of the operator, at the address that was checked. It says of itself that a machine wrote
 * it, so that no absence note answers. Never throws for what the server does.
 */
export async function sendMail(server: MailServer, mail: Mail, guard: Guard): Promise<Sent> {
  try {
    const [target] = await resolveTarget(server.host, server.security !== "none", guard);
    const transport = createTransport({
      host: target?.address,
      port: server.port,
      secure: server.security === "tls",
      requireTLS: server.security === "starttls",
      ignoreTLS: server.security === "none",
      ...(isIP(server.host) === 0 ? { tls: { servername: server.host } } : {}),
      ...(server.user === null ? {} : { auth: { user: server.user, pass: server.password ?? "" } }),
      connectionTimeout: SEND_TIMEOUT_MS,
      greetingTimeout: SEND_TIMEOUT_MS,
      socketTimeout: SEND_TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      await transport.sendMail({
        ...mail,
        to: [...mail.to],
        headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
      });
      return { ok: true, status: null, said: "The mail server took it." };
    } finally {
      transport.close();
    }
  } catch (error) {
    return sendFailure(error);
  }
}
