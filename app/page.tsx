import { redirect } from "next/navigation";
import { requirePageUser } from "@/components/access/page-user";
import { firstRoomOf } from "@/components/access/rooms";

export default async function StartPage() {
  redirect(firstRoomOf(await requirePageUser("/")));
}
