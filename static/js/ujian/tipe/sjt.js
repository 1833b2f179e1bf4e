// A situation and what one would do: one option, each worth something.
import { singleChoice } from "./pilihan.js";

export default singleChoice("sjt");
