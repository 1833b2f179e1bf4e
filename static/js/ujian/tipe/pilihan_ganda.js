// One right option of several.
import { singleChoice } from "./pilihan.js";

export default singleChoice("pilihan_ganda");
