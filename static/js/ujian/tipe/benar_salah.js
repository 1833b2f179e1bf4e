// True or false: two options in their written order.
import { singleChoice } from "./pilihan.js";

export default singleChoice("benar_salah");
