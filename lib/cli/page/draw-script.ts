import { FOLD_SCRIPT } from "./fold-script";
import { GRAPH_SCRIPT } from "./graph-script";
import { PICTURE_SCRIPT } from "./picture-script";
import { ROW_SCRIPT } from "./row-script";
import { TEXT_SCRIPT } from "./text-script";

/**
 * What draws the pictures and the rows of the table: JavaScript for the browser, which filters, and for us, who write the page as it is without
 * scripts. One text for both, so that they cannot differ. It needs no DOM, and everything from a file goes through `escaped`.
 */
export const DRAW_SCRIPT = [TEXT_SCRIPT, GRAPH_SCRIPT, PICTURE_SCRIPT, FOLD_SCRIPT, ROW_SCRIPT].join("");
