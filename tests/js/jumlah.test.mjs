import assert from "node:assert/strict";
import { test } from "node:test";

import { fillCounts } from "../../static/js/jumlah.js";

function place(address) {
  const classes = new Set();
  return {
    dataset: { jumlahDari: address },
    textContent: "",
    classes,
    classList: { toggle: (name, on) => (on ? classes.add(name) : classes.delete(name)) },
  };
}

const page = (...places) => ({ querySelectorAll: () => places });

test("each place says what its address tells, and stands out while something waits", async () => {
  const [waits, none] = [place("/a"), place("/b")];
  const told = { "/a": { jumlah: 2, teks: "2 menunggu" }, "/b": { jumlah: 0, teks: "tidak ada" } };

  await fillCounts(page(waits, none), async (address) => told[address]);

  assert.deepEqual([waits.textContent, [...waits.classes]], ["2 menunggu", ["teks-bata"]]);
  assert.deepEqual([none.textContent, [...none.classes]], ["tidak ada", ["redup"]]);
});

test("a count that cannot be had leaves its place empty", async () => {
  const only = place("/a");

  await fillCounts(page(only), async () => { throw new Error("404"); });

  assert.equal(only.textContent, "");
});
