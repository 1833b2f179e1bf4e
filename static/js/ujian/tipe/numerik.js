// A number as one writes it here: decimal comma or point.
import { typed } from "./teks.js";

export default typed("numerik", { maxlength: "40", inputmode: "decimal" }, "Tulis angka saja, misalnya 0,52. Koma dan titik desimal sama-sama diterima.");
