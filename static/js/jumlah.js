// A number that another part of the product knows: [data-jumlah-dari="address"] is filled with the `teks` of its JSON.
// Without script, network or permission it stays empty; the link beside it says where to look.
import { getJson } from "./http.js";

export async function fillCounts(root = document, get = getJson) {
  for (const place of root.querySelectorAll("[data-jumlah-dari]")) {
    try {
      const told = await get(place.dataset.jumlahDari);
      place.textContent = told.teks;
      place.classList.toggle("teks-bata", told.jumlah > 0);
      place.classList.toggle("redup", told.jumlah === 0);
    } catch {
      place.textContent = "";
    }
  }
}
