/** What inputs, text areas and selects share. The text is 16 px on touch screens, or iOS would zoom the page. */
export const CONTROL_STYLE =
  "focus-ring w-full rounded-md border border-control/70 bg-panel px-2.5 text-base text-strong touch:text-lg " +
  "transition-[background-color,border-color,color] duration-100 hover:border-control disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted " +
  "[&[readonly]]:bg-sunken aria-invalid:border-danger";
