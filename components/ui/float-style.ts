/** The sheet of paper that menus, popovers and dialogs are printed on. */
export const FLOAT_STYLE = "float-motion border bg-raised text-default shadow-float outline-none";

/** What lies between a dialog and the page. */
export const SCRIM_STYLE =
  "fixed inset-0 z-40 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0 print:hidden";
