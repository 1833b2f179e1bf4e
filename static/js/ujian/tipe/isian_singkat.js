// A word or a short phrase.
import { typed } from "./teks.js";

export default typed("isian_singkat", { maxlength: "200" }, "Tulis satu kata atau frasa pendek. Huruf besar dan kecil dianggap sama.");
