// What the device keeps: one record per sitting, its paper, its answers, and the queue of entries the server has not named
// yet. No NIP, no name. IndexedDB with strict durability; where a browser has none, memory, and the page says so.

// Who holds this lock of the browser is the one page that may write.
export const LOCK = "ujian-tab";

const NAME = "asesmen-ujian";
const VERSION = 1;
const STORES = { ujian: "id", naskah: "id", jawaban: ["ujian", "versi"], antrean: ["ujian", "epoch", "seq"], penunjuk: "nama" };

export async function openGudang(factory = globalThis.indexedDB) {
  if (!factory) return new GudangIngatan();
  try {
    return new Gudang(await openDatabase(factory));
  } catch {
    return new GudangIngatan();
  }
}

function openDatabase(factory) {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(STORES)) request.result.createObjectStore(store, { keyPath });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export class Gudang {
  isMemory = false;

  constructor(database) {
    this.database = database;
    // A page of a newer version must not wait for this one.
    database.onversionchange = () => database.close();
  }

  /** Run `work` over stores in one transaction; resolves when it is on the disk, not merely in the browser's hands. */
  #write(stores, work) {
    return new Promise((resolve, reject) => {
      const change = this.database.transaction(stores, "readwrite", { durability: "strict" });
      let result;
      change.oncomplete = () => resolve(result);
      change.onerror = () => reject(change.error);
      change.onabort = () => reject(change.error || new Error("aborted"));
      Promise.resolve(work((name) => change.objectStore(name))).then((value) => { result = value; }, (error) => {
        reject(error);
        try { change.abort(); } catch { /* already over */ }
      });
    });
  }

  #read(store, ask) {
    return done(ask(this.database.transaction(store, "readonly").objectStore(store)));
  }

  /** Keep a sitting as the current one of this device: its head and its paper. The counter of the same epoch goes on. */
  begin(head, naskah) {
    return this.#write(["ujian", "naskah", "penunjuk"], async (store) => {
      const known = await done(store("ujian").get(head.id));
      const seq = known && known.epoch === head.epoch ? Math.max(known.seq, head.seq) : head.seq;
      const record = { ...known, ...head, seq };
      store("ujian").put(record);
      store("naskah").put({ id: head.id, ...naskah });
      store("penunjuk").put({ nama: "kini", id: head.id });
      return record;
    });
  }

  /** The sitting that this device had last, or null. */
  async current() {
    const pointer = await this.#read("penunjuk", (s) => s.get("kini"));
    return pointer ? this.load(pointer.id) : null;
  }

  async load(id) {
    const [head, naskah, antrean] = await Promise.all([
      this.#read("ujian", (s) => s.get(id)), this.#read("naskah", (s) => s.get(id)), this.entries(id),
    ]);
    if (!head) return null;
    const jawaban = await this.#read("jawaban", (s) => s.getAll(IDBKeyRange.bound([id, 0], [id, Infinity])));
    return { head, naskah: naskah || null, jawaban, antrean };
  }

  heads() {
    return this.#read("ujian", (s) => s.getAll());
  }

  entries(id) {
    return this.#read("antrean", (s) => s.getAll(IDBKeyRange.bound([id, 0, 0], [id, Infinity, Infinity])));
  }

  /** Write one change with the next number of the sitting's counter; resolves with the entry once it is safe here. */
  record(id, { versi, nilai, ragu }) {
    return this.#write(["ujian", "antrean", "jawaban"], async (store) => {
      const head = await done(store("ujian").get(id));
      const entry = { ujian: id, versi, epoch: head.epoch, seq: head.seq + 1, nilai, ragu };
      store("ujian").put({ ...head, seq: entry.seq });
      store("antrean").put(entry);
      store("jawaban").put(entry);
      return entry;
    });
  }

  /** Keep what the server said it holds, so that a reload without network shows it. */
  keepServer(id, answers) {
    return this.#write(["jawaban"], (store) => {
      for (const a of answers) store("jawaban").put({ ujian: id, ...a });
    });
  }

  remove(id, entries) {
    return this.#write(["antrean"], (store) => {
      for (const e of entries) store("antrean").delete([id, e.epoch, e.seq]);
    });
  }

  async renumber(id, entries) {
    for (const entry of entries) await this.record(id, entry);
    await this.remove(id, entries);
  }

  update(id, changes) {
    return this.#write(["ujian"], async (store) => {
      const head = await done(store("ujian").get(id));
      if (head) store("ujian").put({ ...head, ...changes });
    });
  }

  /** The next section: its paper takes the place of the earlier one, in the same step as the head's changes. */
  turn(id, naskah, changes) {
    return this.#write(["ujian", "naskah"], async (store) => {
      const head = await done(store("ujian").get(id));
      store("ujian").put({ ...head, ...changes });
      store("naskah").put({ id, ...naskah });
    });
  }

  /** Forget a sitting whole: after its receipt, or when the next person comes and nothing of it is unsent. */
  purge(id) {
    return this.#write(Object.keys(STORES), async (store) => {
      store("ujian").delete(id);
      store("naskah").delete(id);
      store("jawaban").delete(IDBKeyRange.bound([id, 0], [id, Infinity]));
      store("antrean").delete(IDBKeyRange.bound([id, 0, 0], [id, Infinity, Infinity]));
      const pointer = await done(store("penunjuk").get("kini"));
      if (pointer && pointer.id === id) store("penunjuk").delete("kini");
    });
  }
}

/** The same face without a disk: answers survive a lost line, not a reload. */
export class GudangIngatan {
  isMemory = true;

  constructor() {
    this.head = null;
    this.naskah = null;
    this.queue = [];
    this.answers = new Map();
  }

  async begin(head, naskah) {
    this.head = { ...head, seq: this.head && this.head.epoch === head.epoch ? Math.max(this.head.seq, head.seq) : head.seq };
    this.naskah = naskah;
    return this.head;
  }

  async current() { return null; }

  async load(id) {
    if (!this.head || this.head.id !== id) return null;
    return { head: this.head, naskah: this.naskah, jawaban: [...this.answers.values()], antrean: [...this.queue] };
  }

  async heads() { return this.head ? [this.head] : []; }

  async entries() { return [...this.queue]; }

  async record(id, { versi, nilai, ragu }) {
    this.head = { ...this.head, seq: this.head.seq + 1 };
    const entry = { ujian: id, versi, epoch: this.head.epoch, seq: this.head.seq, nilai, ragu };
    this.queue.push(entry);
    this.answers.set(versi, entry);
    return entry;
  }

  async keepServer(id, answers) {
    for (const a of answers) this.answers.set(a.versi, { ujian: id, ...a });
  }

  async remove(id, entries) {
    const gone = new Set(entries.map((e) => `${e.epoch}.${e.seq}`));
    this.queue = this.queue.filter((e) => !gone.has(`${e.epoch}.${e.seq}`));
  }

  async renumber(id, entries) {
    for (const entry of entries) await this.record(id, entry);
    await this.remove(id, entries);
  }

  async update(id, changes) { this.head = { ...this.head, ...changes }; }

  async turn(id, naskah, changes) {
    this.naskah = naskah;
    this.head = { ...this.head, ...changes };
  }

  async purge() {
    this.head = null;
    this.queue = [];
    this.answers = new Map();
  }
}
