// Opening a sitting: asking the server, and what its answer leaves on this device.
import { merge } from "./antrean.js";
import { postInSession, Unreachable } from "./server.js";

export function askToOpen(bekal, head) {
  const held = { token: head?.token || "", epoch: head?.epoch || 0, perangkat: device() };
  return postInSession(bekal.buka, held, bekal, { timeout: 15000 });
}

/** The paper as the page keeps it. What an older record lacks is a paper sent whole, with free navigation. */
export function paperOf(body) {
  return {
    judul: body.judul, ruang: body.ruang, kursi: body.kursi, zona: body.zona, bagian: body.bagian, gambar: body.gambar || {},
    navigasi: body.navigasi || "bebas", ke: body.bagian_ke ?? body.ke ?? 0, jumlah: body.bagian_jumlah ?? body.jumlah ?? body.bagian.length,
  };
}

/** Sections that arrive one at a time: some of them have a time of their own. */
export function isParted(naskah) {
  return naskah.bagian.length < naskah.jumlah;
}

/** Keep what the server told: {head, naskah}. The counter of the same epoch goes on, the queue is not touched. */
export async function keepOpened(gudang, body) {
  const naskah = paperOf(body);
  const before = (await gudang.load(body.pengerjaan))?.head;
  const seq = body.jawaban.filter((a) => a.epoch === body.epoch).reduce((most, a) => Math.max(most, a.seq), 0);
  const index = before && before.ke === naskah.ke ? before.index || 0 : 0;
  const head = await gudang.begin(
    {
      id: body.pengerjaan, token: body.token, epoch: body.epoch, seq, since: body.since, deadline: body.deadline, bagianDeadline: body.bagian_deadline ?? null,
      dijeda: body.dijeda ?? null, tenggang: body.tenggang, serverNow: body.server_now, wall: Date.now(), kunci: body.kunci_berkas || "", panggilan: body.panggilan || [], ke: naskah.ke, index,
    },
    naskah,
  );
  await gudang.keepServer(body.pengerjaan, body.jawaban);
  return { head, naskah };
}

/**
 * After signing in again: the sitting goes on with its new token. What the page shows, types and has queued stays. Returns ""
 * or what stands against it.
 */
export async function reopen(ujian) {
  await ujian.settleTyping();
  const { status, body, sent, heard } = await askToOpen(ujian.bekal, ujian.head);
  if (status === 410) return ujian.finished();
  if (status >= 500) throw new Unreachable(`status ${status}`);
  if (status !== 200) return body.message || "Ujian ini belum dapat dilanjutkan. Angkat tangan.";
  const { head, naskah } = await keepOpened(ujian.gudang, { ...body, since: ujian.since });
  Object.assign(ujian.head, head);
  ujian.pintu.token = head.token;
  for (const [versi, answer] of merge(body.jawaban, await ujian.gudang.entries(head.id))) ujian.answers.set(versi, answer);
  await ujian.known(naskah, { body, sent, heard });
  return "";
}

function device() {
  const brand = (navigator.userAgentData?.brands || []).map((b) => `${b.brand} ${b.version}`).filter((b) => !/not.?a.?brand/i.test(b))[0];
  const name = brand || (navigator.userAgent.match(/(Firefox|Edg|Chrome|Safari)\/\d+/) || ["peramban"])[0].replace("/", " ");
  return `${name}, ${screen.width} × ${screen.height}`;
}
