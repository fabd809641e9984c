import { randomUUID } from "node:crypto";
import { Pool } from "pg";

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 });

/** The least that any durable intake does: read the body, insert it, answer. What the bench of ingest compares with. */
export async function POST(request: Request): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer());
  await pool.query("INSERT INTO bare (id, body) VALUES ($1, $2)", [randomUUID(), body]);
  return Response.json({});
}
