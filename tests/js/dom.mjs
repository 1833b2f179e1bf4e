// A tiny document for tests without a browser: elements, attributes, events, and the few questions our modules ask.
class Text {
  nodeType = 3;

  constructor(data) { this.data = data; }

  get textContent() { return this.data; }
}

class Element {
  nodeType = 1;

  constructor(name) {
    this.localName = name;
    this.attributes = new Map();
    this.childNodes = [];
    this.parentElement = null;
    this.listeners = new Map();
    this.dataset = {};
    this.checked = false;
    this.disabled = false;
    this.readOnly = false;
    this.value = "";
  }

  setAttribute(key, value) {
    this.attributes.set(key, String(value));
    if (key === "value") this.value = String(value);
  }

  getAttribute(key) { return this.attributes.get(key) ?? null; }

  append(...nodes) {
    for (const node of nodes) {
      const child = typeof node === "string" ? new Text(node) : node;
      child.parentElement = this;
      this.childNodes.push(child);
    }
  }

  addEventListener(kind, act) { this.listeners.set(kind, [...(this.listeners.get(kind) || []), act]); }

  dispatch(kind) { (this.listeners.get(kind) || []).forEach((act) => act({ target: this })); }

  get children() { return this.childNodes.filter((n) => n.nodeType === 1); }

  get textContent() { return this.childNodes.map((n) => n.textContent).join(""); }

  get previousElementSibling() {
    const beside = this.parentElement.children;
    return beside[beside.indexOf(this) - 1] || null;
  }

  /** By element names, comma between; that is all our modules ask. */
  querySelectorAll(names) {
    const wanted = names.split(",").map((n) => n.trim());
    return this.children.flatMap((c) => [...(wanted.includes(c.localName) ? [c] : []), ...c.querySelectorAll(names)]);
  }

  querySelector(names) { return this.querySelectorAll(names)[0] || null; }
}

export const document = { createElement: (name) => new Element(name) };

/** h("p", {class: "x"}, "text", h("b")) */
export function h(name, attributes = {}, ...children) {
  const element = new Element(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** An element as one line, to compare: <p class="x">text</p> */
export function line(node) {
  if (typeof node === "string") return node;
  if (node.nodeType === 3) return node.data;
  const attributes = [...node.attributes].map(([k, v]) => ` ${k}="${v}"`).join("");
  return `<${node.localName}${attributes}>${node.childNodes.map(line).join("")}</${node.localName}>`;
}
