/* A form that knows what is not saved yet, without asking the server: form[data-form].

   It compares what the inputs hold with what they were drawn with, says below each changed field
   what it was, counts, and keeps a draft in this browser until it is saved, discarded or left.
   On the form, `data-form` is "record:version:token", which is new when the inputs are, and
   `data-path` the address that a draft belongs to. Inside of it [data-was], with the label as its
   value, stands in each .field, and [data-count], [data-discard] and [data-draft] in the save bar;
   a hidden input "typed" takes along the version that each change was begun at. [data-user] is
   anywhere on the page. In any form, the tick boxes in [data-ticks] are submitted as one text, by
   the input with a name among them; and what an answer points at gets the focus, unless somebody
   types elsewhere by now. */

(() => {
  const OLDEST = 30 * 24 * 60 * 60 * 1000;
  let open = null; // the form that is shown and what is known of it
  let focused = null; // the input that had the focus last
  let sentFrom = null; // what had the focus when a form was submitted

  const user = () => document.querySelector("[data-user]")?.dataset.user ?? "";

  /* Drafts by address: { at, values: { name: [value, version] } }. `memory` has those that this
     page wrote: when they come back it is no news. Without a storage they live as long as the page,
     and leaving the page asks. */
  const drafts = {
    memory: new Map(),
    lost: false,
    key: (path) => `draft:${user()}:${path}`,
    get(path) {
      const own = this.memory.get(this.key(path));
      if (own) return own; // another tab may have written its own since
      try {
        const draft = JSON.parse(localStorage.getItem(this.key(path)));
        return Object.values(draft?.values ?? {}).every(Array.isArray) ? draft : null;
      } catch {
        return null; // no storage, or not our text in it
      }
    },
    put(path, values) {
      const draft = { at: Date.now(), values };
      this.memory.set(this.key(path), draft);
      try {
        localStorage.setItem(this.key(path), JSON.stringify(draft));
        this.lost = false;
      } catch {
        this.lost = true;
      }
    },
    remove(path) {
      this.memory.delete(this.key(path));
      this.sweep((key) => key === this.key(path));
    },
    sweep(unwanted) {
      try {
        Object.keys(localStorage)
          .filter((key) => key.startsWith("draft:") && unwanted(key))
          .forEach((key) => localStorage.removeItem(key));
      } catch {
        /* no storage, no drafts */
      }
    },
    age(key) {
      try {
        return Date.now() - JSON.parse(localStorage.getItem(key)).at;
      } catch {
        return Infinity;
      }
    },
  };

  /* The inputs, by name */
  const control = (name) => open.form.elements.namedItem(name);
  const ticksOf = (it) => [
    ...(it.closest?.("[data-ticks]")?.querySelectorAll("[type=checkbox]") ?? []),
  ];
  const isBox = (it) => it.type === "checkbox";
  const valueOf = (name) => {
    const it = control(name);
    return isBox(it) && !it.checked ? "" : it.value;
  };
  const isGroup = (it) => it instanceof RadioNodeList;
  const fieldOf = (name) => {
    const it = control(name);
    return (isGroup(it) ? it[0] : it).closest(".field");
  };
  const names = () => {
    const inputs = [...open.form.elements].filter((each) => each.name && each.type !== "hidden");
    return [...new Set(inputs.map((each) => each.name))];
  };
  const valuesOf = (some) => Object.fromEntries(some.map((name) => [name, valueOf(name)]));

  function original(name) {
    if (open.settled && name in open.settled) return open.settled[name];
    const it = control(name);
    if (it.options) return ([...it.options].find((o) => o.defaultSelected) ?? it.options[0]).value;
    if (isGroup(it)) return [...it].find((r) => r.defaultChecked)?.value ?? "";
    if (isBox(it)) return it.defaultChecked ? it.value : "";
    return it.defaultValue;
  }

  function inWords(name, value) {
    const it = control(name);
    if (it.options) return [...it.options].find((o) => o.value === value)?.text ?? value;
    if (isGroup(it)) {
      return [...it].find((r) => r.value === value)?.labels[0].textContent ?? value;
    }
    if (isBox(it)) return value ? "ticked" : "not ticked";
    if ("record" in it.dataset) return value.replace(/^(\d+\t|\?)/, "") || "empty";
    const ticked = ticksOf(it).filter((box) => value.split(",").includes(box.value));
    if (ticked.length) return ticked.map((box) => box.labels[0].textContent).join(", ");
    return value.length > 80 ? `${value.slice(0, 80)}…` : value || "empty";
  }

  /* A choice that is there no more leaves the input as it was drawn. */
  function put(name, value) {
    const it = control(name);
    const set = (text) => {
      if (isBox(it)) it.checked = Boolean(text);
      else if (isGroup(it)) [...it].forEach((radio) => (radio.checked = radio.value === text));
      else it.value = text;
      if ("record" in (it.dataset ?? {})) it.dispatchEvent(new Event("change"));
    };
    set(value);
    if (valueOf(name) !== value) set(original(name));
    ticksOf(it).forEach((box) => (box.checked = it.value.split(",").includes(box.value)));
  }

  function focusable(name) {
    const it = open && control(name);
    const first = it && (isGroup(it) ? ([...it].find((r) => r.checked) ?? it[0]) : ticksOf(it)[0]);
    return first ?? it;
  }

  function focus(it) {
    const now = document.activeElement;
    if (now === sentFrom || !now?.matches("input, select, textarea")) it?.focus();
  }

  /* What is unsaved: `typed` holds the version that each change was begun against */
  const count = () => (open ? Object.keys(open.typed).length : 0);

  function note(name, version = open.version) {
    if (valueOf(name) === original(name)) delete open.typed[name];
    else open.typed[name] ??= version;
    mark(name);
  }

  function mark(name) {
    const field = fieldOf(name);
    const changed = name in open.typed;
    const line = field?.querySelector("[data-was]");
    field?.toggleAttribute("data-changed", changed);
    const words = changed ? `was ${inWords(name, original(name))}` : "";
    if (!line || words === (line.firstChild?.textContent ?? "")) return;
    line.replaceChildren(...(changed ? wayBack(name, words, line.dataset.was) : []));
  }

  function wayBack(name, words, label) {
    const was = document.createElement("span");
    was.textContent = words;
    const of = document.createElement("span");
    Object.assign(of, { textContent: ` ${label}`, className: "visually-hidden" });
    const back = document.createElement("button");
    back.type = "button";
    back.append("Put back", of);
    back.dataset.putBack = name;
    return [was, back];
  }

  function keep() {
    const typed = Object.entries(open.typed);
    const values = typed.map(([name, version]) => [name, [valueOf(name), version]]);
    if (values.length) drafts.put(open.path, Object.fromEntries(values));
    else drafts.remove(open.path);
  }

  function show() {
    const unsaved = count();
    const say = (selector, text) => {
      const line = open.form.querySelector(selector);
      if (line && line.textContent !== text) line.textContent = text;
    };
    say("[data-count]", unsaved ? `${unsaved} unsaved change${unsaved === 1 ? "" : "s"}` : "");
    say("[data-draft]", unsaved ? open.news : "");
    say("[data-discard]", open.discarded ? "Take back" : "Discard");
    const discard = open.form.querySelector("[data-discard]");
    if (discard) discard.hidden = !unsaved && !open.discarded;
  }

  /* What people do */
  function type(name) {
    open.discarded = null;
    note(name);
    keep();
    show();
  }

  function putBack(name) {
    put(name, original(name));
    type(name);
    focusable(name)?.focus();
  }

  function discard() {
    const back = open.discarded;
    open.discarded = back ? null : valuesOf(Object.keys(open.typed));
    if (back) Object.entries(back).forEach(([name, value]) => put(name, value));
    else Object.keys(open.typed).forEach((name) => put(name, original(name)));
    names().forEach((name) => note(name));
    keep();
    show();
  }

  function restore() {
    const draft = drafts.get(open.path);
    for (const [name, [value, version]] of Object.entries(draft?.values ?? {})) {
      if (!control(name)) continue;
      put(name, value);
      note(name, Math.min(version, open.version));
    }
    if (draft && !count()) drafts.remove(open.path);
    if (draft && !drafts.memory.has(drafts.key(open.path))) {
      open.news = `Your unsaved changes from ${ago(draft.at)} are back`;
    }
    names().forEach(mark);
  }

  function ago(at) {
    const words = new Intl.RelativeTimeFormat("en");
    const minutes = Math.round((Date.now() - at) / 60_000);
    if (minutes < 1) return "a moment ago";
    if (minutes < 60) return words.format(-minutes, "minute");
    if (minutes < 36 * 60) return words.format(-Math.round(minutes / 60), "hour");
    return words.format(-Math.round(minutes / 60 / 24), "day");
  }

  /* What the server and other parts of the page tell */
  const settle = () => {
    open.settled = valuesOf(names());
    Object.assign(open, { typed: {}, discarded: null });
    names().forEach(mark);
    show();
  };

  /* What the form at `from` sent is stored as `version` at `path`; what was typed since is not. */
  function saved(from, path, version) {
    if (open?.path !== from) {
      drafts.remove(from);
      return;
    }
    const later = names().filter((name) => valueOf(name) !== (open.sent ?? {})[name]);
    const since = later.map((name) => [name, [valueOf(name), version]]);
    drafts.remove(open.path);
    settle();
    if (open.sent && since.length) drafts.put(path, Object.fromEntries(since));
  }

  function leave() {
    if (!open) return;
    drafts.remove(open.path);
    settle();
  }

  /* Keep what another form begun for the one at `path`: texts by name. */
  function begin(path, values) {
    const begun = Object.entries(values).filter(([, value]) => value !== "");
    const fresh = Object.fromEntries(begun.map(([name, value]) => [name, [value, 0]]));
    drafts.put(path, { ...drafts.get(path)?.values, ...fresh });
    if (open?.path === path) {
      restore();
      show();
    }
  }

  /* Toasts stay clear of the bar, however many lines it has */
  const heights = new ResizeObserver(([{ target }]) => {
    document.documentElement.style.setProperty("--save-bar", `${target.offsetHeight}px`);
  });

  /* The page draws a form, or draws its inputs anew */
  function look() {
    const form = document.querySelector("form[data-form]");
    const usable = form && user() && !form.querySelector("fieldset[data-inputs]:disabled");
    if (!usable) open = null;
    if (!usable) return;
    if (open?.form === form && open.key === form.dataset.form) {
      const gone = Object.keys(open.typed).filter((name) => !control(name));
      gone.forEach((name) => delete open.typed[name]);
      if (gone.length) show();
      return;
    }
    const { form: key, path } = form.dataset;
    const version = Number(key.split(":")[1]);
    open = { form, key, path, version, typed: {}, settled: null, discarded: null, news: "" };
    heights.disconnect();
    form.querySelectorAll(".save-bar").forEach((bar) => heights.observe(bar));
    restore();
    show();
    refocus();
  }

  function refocus() {
    const lost = focused && !focused.isConnected && document.activeElement === document.body;
    const again = lost && control(focused.name);
    if (!again?.focus) return;
    again.focus({ preventScroll: true });
    if (focused.selectionStart != null) {
      again.setSelectionRange(focused.selectionStart, focused.selectionEnd);
    }
  }

  document.addEventListener("focusin", (event) => {
    focused = open && event.target.form === open.form && event.target.name ? event.target : null;
  });
  document.addEventListener("input", ({ target }) => {
    const ticks = target.type === "checkbox" ? ticksOf(target) : [];
    if (ticks.length) {
      const text = target.closest("[data-ticks]").querySelector("[name]");
      text.value = ticks.flatMap((box) => (box.checked ? box.value : [])).join(",");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (open && target.form === open.form && target.name) type(target.name);
  });
  document.addEventListener("click", ({ target }) => {
    if (!open?.form.contains(target)) return;
    if (target.dataset.putBack) putBack(target.dataset.putBack);
    if ("discard" in target.dataset) discard();
  });
  document.addEventListener(
    "submit",
    ({ target }) => {
      sentFrom = document.activeElement;
      if (target.dataset.ends === "sign-in") drafts.sweep(() => true);
      if (!open || target !== open.form) return;
      open.sent = valuesOf(names());
      const typed = Object.entries(open.typed).map(([name, version]) => `${name}:${version}`);
      control("typed").value = typed.join(" ");
    },
    true,
  );
  window.addEventListener("beforeunload", (event) => {
    if (drafts.lost && count()) event.preventDefault();
  });
  drafts.sweep((key) => drafts.age(key) > OLDEST);
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["data-form", "data-user", "disabled"],
  });
  look();

  const form = { changes: count, saved, leave, focus: (name) => focus(focusable(name)) };
  window.clientapp = { draft: { put: begin }, form, focus };
})();
