/* What the browser does by itself, without asking the server. Each is wrapped by a Python class
   of the same name in clientapp/. */

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useBlocker, useLocation } from "react-router";
import { useNavigationType } from "react-router";

/* A dialog in front of the page: the browser keeps the focus inside. The focus begins at
   [data-first], or the first input of [data-first-inside], and goes back to where it was. Escape
   cancels. */
export function Modal({ onCancel, children, ...props }) {
  const dialog = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    dialog.current.querySelector("[data-first], [data-first-inside] .input")?.focus();
    return () => before?.isConnected && before.focus();
  }, []);
  const cancel = (event) => {
    event.preventDefault();
    if (event.target === dialog.current) onCancel?.();
  };
  return (
    <dialog ref={dialog} onCancel={cancel} {...props}>
      {children}
    </dialog>
  );
}

/* A tick box that answers at once and then shows what the server says. */
export function TickBox({ checked, mixed, onTick, ...props }) {
  const box = useRef(null);
  const [ticked, setTicked] = useState(checked);
  useEffect(() => setTicked(checked), [checked]);
  useEffect(() => {
    box.current.indeterminate = Boolean(mixed);
  }, [mixed, ticked]);
  const turn = (event) => {
    setTicked(event.target.checked);
    onTick?.(event.target.checked, Boolean(event.nativeEvent.shiftKey));
  };
  return <input type="checkbox" ref={box} checked={ticked} onChange={turn} {...props} />;
}

/* The edge of a column's head: drawn, it gives its column another width; a double click lets the
   browser choose one. The columns menu does the same by keyboard. */
export function Edge({ onDraw }) {
  const live = useRef(null);
  const begin = (event) => {
    const edge = event.currentTarget;
    const head = edge.closest("th");
    const place = head.parentElement.children.length - head.cellIndex;
    const start = event.clientX - head.offsetWidth;
    let width = 0;
    const draw = (moved) => {
      width = Math.round(Math.min(Math.max(moved.clientX - start, 60), 800));
      const size = `width:${width}px;min-width:${width}px;max-width:${width}px`;
      live.current.textContent = `.chosen.chosen :is(th,td):nth-last-child(${place}){${size}}`;
    };
    const end = () => {
      edge.removeEventListener("pointermove", draw);
      if (width) onDraw?.(width);
      setTimeout(() => live.current && (live.current.textContent = ""), 500);
    };
    edge.setPointerCapture(event.pointerId);
    edge.addEventListener("pointermove", draw);
    edge.addEventListener("lostpointercapture", end, { once: true });
    event.preventDefault();
  };
  return (
    <span className="edge" aria-hidden="true" onPointerDown={begin} onDoubleClick={() => onDraw?.(0)}>
      <style ref={live} />
    </span>
  );
}

/* Moves the focus to what is marked with [data-first], or the first input of [data-first-inside],
   whenever `at` becomes another one. Where nothing is marked, the focus stays where it is; if what
   had it is gone, this gets it. */
export function FirstFocus({ at, children }) {
  const place = useRef(null);
  useEffect(() => {
    const first = place.current.querySelector("[data-first], [data-first-inside] .input");
    const lost = document.activeElement === document.body;
    if (place.current.checkVisibility() && (first || lost)) (first ?? place.current).focus();
  }, [at]);
  return (
    <div ref={place} tabIndex={-1}>
      {children}
    </div>
  );
}

/* A text box that keeps what is typed in this tab, by user, page and `kept`, until it is to be
   forgotten (notes/state.py); what was typed since `saved` was sent stays. */
export function KeptText({ kept, text, user, ...props }) {
  const box = useRef(null);
  const { pathname } = useLocation();
  useEffect(() => {
    if (user === "") return undefined; // it is not known yet whose text this is
    const key = `kept:${user}:${pathname}:${kept}`;
    const own = box.current;
    own.value = sessionStorage.getItem(key) ?? text;
    const keep = () => sessionStorage.setItem(key, own.value);
    const forget = ({ detail: { name, saved } }) => {
      if (name === kept && (saved === null || own.value === saved)) own.value = text;
    };
    own.addEventListener("input", keep);
    window.addEventListener("forget kept", forget);
    return () => {
      own.removeEventListener("input", keep);
      window.removeEventListener("forget kept", forget);
    };
  }, [kept, text, user, pathname]);
  return <textarea ref={box} data-kept={kept} {...props} />;
}

/* Shows nothing; calls onPulse every few seconds while the tab is visible, and at once when it
   becomes visible again. */
export function Pulse({ seconds, onPulse }) {
  const latest = useRef(onPulse);
  useEffect(() => {
    latest.current = onPulse;
  });
  useEffect(() => {
    const pulse = () => document.visibilityState === "visible" && latest.current?.();
    const timer = setInterval(pulse, seconds * 1000);
    document.addEventListener("visibilitychange", pulse);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", pulse);
    };
  }, [seconds]);
  return null;
}

/* Draws its children from the window's event "open <name>" to its event "close <name>". What that
   event brings along as detail, texts by name, is put into the inputs of `form` among them. Calls
   onLeave if the page itself is left while they are there. */
export function Popup({ name, form, onLeave, children }) {
  const [given, setGiven] = useState(null); // while it is closed
  useEffect(() => {
    const show = (event) => setGiven(event.detail ?? {});
    const hide = () => setGiven(null);
    window.addEventListener(`open ${name}`, show);
    window.addEventListener(`close ${name}`, hide);
    return () => {
      window.removeEventListener(`open ${name}`, show);
      window.removeEventListener(`close ${name}`, hide);
    };
  }, [name]);
  useEffect(() => {
    const texts = Object.entries(given ?? {});
    if (texts.length === 0) return;
    const inputs = document.forms[form].elements;
    texts.forEach(([input, text]) => (inputs.namedItem(input).value = text));
    inputs[0].dispatchEvent(new Event("change", { bubbles: true }));
    const empty = (it) => it.matches(".input") && !it.value && it.checkVisibility();
    [...inputs].find(empty)?.focus();
  }, [given, form]);
  useEffect(() => {
    const leave = () => given && onLeave?.();
    window.addEventListener("pagehide", leave);
    return () => window.removeEventListener("pagehide", leave);
  }, [given, onLeave]);
  return given && children;
}

/* Stands in a form that is drawn in a dialog. It keeps in this browser what is typed there, until
   the draft of `place` is forgotten, and puts it into the inputs whenever they are `drawn` anew. An
   input "typed" takes along what each changed field was when the change was begun. It is no input
   of the type hidden: the value of such a one is put back whenever it is drawn. */
export function Kept({ place, drawn, user }) {
  const typed = useRef(null);
  const focused = useRef(null);
  const before = useRef(null);
  const [back, setBack] = useState(false);
  useEffect(() => {
    if (user === "") return undefined; // it is not known yet whose drafts these are
    const form = typed.current.form;
    const key = `draft:${user}:${place}`;
    const ours = (it) => it.name && it.type !== "hidden" && it !== typed.current;
    const inputs = () => [...form.elements].filter(ours);
    const isBox = (it) => it.type === "checkbox";
    const valueOf = (it) => (isBox(it) ? String(it.checked) : it.value);
    const put = (it, value) => {
      if (isBox(it)) it.checked = value === "true";
      else it.value = value;
      it.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const stored = () => {
      try {
        return JSON.parse(localStorage.getItem(key))?.values ?? {};
      } catch {
        return {}; // no storage, or not our text in it
      }
    };
    const keep = (values) => {
      try {
        if (Object.keys(values).length === 0) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
      } catch {
        typed.current.dataset.lost = ""; // without a storage it lives as long as the page
      }
    };

    const draft = stored();
    const was = Object.fromEntries(inputs().map((it) => [it.name, valueOf(it)]));
    for (const it of inputs().filter((each) => each.name in draft)) {
      const [value, begun] = draft[it.name];
      if (valueOf(it) !== value) put(it, value);
      was[it.name] = begun;
    }
    const note = () => {
      const changed = inputs().filter((it) => valueOf(it) !== was[it.name]);
      const begun = changed.map((it) => [it.name, was[it.name]]);
      typed.current.value = JSON.stringify(Object.fromEntries(begun));
      keep(Object.fromEntries(changed.map((it) => [it.name, [valueOf(it), was[it.name]]])));
    };
    note();
    if (before.current === null) setBack(Object.keys(draft).length > 0);
    else if (!document.activeElement?.form) form.elements[focused.current]?.focus?.();
    before.current = drawn;

    const look = (event) => (focused.current = event.target.name);
    form.addEventListener("input", note);
    form.addEventListener("focusin", look);
    return () => {
      form.removeEventListener("input", note);
      form.removeEventListener("focusin", look);
    };
  }, [place, drawn, user]);
  return (
    <>
      <input hidden name="typed" defaultValue="{}" ref={typed} />
      <p role="status" className="draft">
        {back ? "What you had typed here is back." : ""}
      </p>
    </>
  );
}

/* Shows nothing; calls onLeft with the texts of the inputs called `names` in its form, by name, at
   first and whenever one was left and they are others than before. It waits until the pointer is
   let go: what the answer moves is not to move under a press. */
export function FieldsLeft({ names, onLeft }) {
  const here = useRef(null);
  const latest = useRef(onLeft);
  useEffect(() => {
    latest.current = onLeft;
  });
  useEffect(() => {
    const form = here.current.form;
    let told = "";
    let pressed = false;
    const tell = () => {
      const values = names.map((name) => [name, form.elements.namedItem(name)?.value ?? ""]);
      const texts = JSON.stringify(values);
      if (pressed || texts === told) return;
      told = texts;
      latest.current?.(Object.fromEntries(values));
    };
    const press = () => (pressed = true);
    const release = () => {
      pressed = false;
      tell();
    };
    const heard = [
      [form, "focusout", tell],
      [form, "change", tell],
      [window, "pointerdown", press],
      [window, "pointerup", release],
      [window, "pointercancel", release],
    ];
    heard.forEach(([where, event, does]) => where.addEventListener(event, does, true));
    tell();
    return () =>
      heard.forEach(([where, event, does]) => where.removeEventListener(event, does, true));
  }, []);
  return <input type="hidden" ref={here} />;
}

/* Calls onValue with the value of the input of this name inside of it, when it changes. */
export function Watch({ input, onValue, children }) {
  const look = ({ target }) => target.name === input && onValue?.(target.value);
  return (
    <div className="watch" onChange={look}>
      {children}
    </div>
  );
}

const typing = (element) =>
  element.isContentEditable ||
  element.matches("textarea, select, input:not([type=checkbox], [type=radio])");

/* The keys of a list. The row one is at is the one with the focus in it. "/" goes to what is
   marked data-key="/", the other letters press what is marked with them. On the way back from a
   record the list stands where it was left. */
export function ListKeys() {
  const arrived = useNavigationType();
  useEffect(() => {
    const rows = () => [...document.querySelectorAll("main .table tbody tr")];
    const marked = (key) => document.querySelector(`[data-key="${key}"]`);
    const here = () => document.activeElement.closest("main .table tbody tr");
    const boxOf = (row) => row.querySelector("input[type=checkbox]");

    const move = (by) => {
      const all = rows();
      const at = all.indexOf(here());
      all.at(at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by)))?.querySelector("a")?.focus();
    };
    const tick = (shift) => {
      const row = here() ?? rows()[0];
      if (!row) return;
      const click = new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: shift });
      if (boxOf(row)) return boxOf(row).dispatchEvent(click);
      marked("bulk")?.click();
      const waiting = new MutationObserver(() => {
        if (!boxOf(row)) return;
        waiting.disconnect();
        boxOf(row).dispatchEvent(click);
      });
      waiting.observe(row, { childList: true, subtree: true });
    };
    const keys = {
      "/": () => marked("/")?.select(),
      j: () => move(1),
      k: () => move(-1),
      x: () => tick(false),
      X: () => tick(true),
      n: () => marked("n")?.click(),
      "?": () => marked("?")?.togglePopover(),
    };
    const press = (event) => {
      const busy = event.ctrlKey || event.metaKey || event.altKey || typing(event.target);
      if (busy || !keys[event.key] || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      keys[event.key]();
    };
    const leave = (event) => {
      const link = event.target.closest("main .table tbody a");
      const place = { list: window.location.href, row: link?.getAttribute("href"), y: window.scrollY };
      if (link) sessionStorage.setItem("place", JSON.stringify(place));
    };
    const place = JSON.parse(sessionStorage.getItem("place") ?? "{}");
    if (arrived === "POP" && place.list === window.location.href) {
      window.scrollTo(0, place.y);
      document.querySelector(`main .table tbody a[href="${place.row}"]`)?.focus({ preventScroll: true });
    }
    document.addEventListener("keydown", press);
    document.addEventListener("click", leave, true);
    return () => {
      document.removeEventListener("keydown", press);
      document.removeEventListener("click", leave, true);
    };
  }, []);
  return null;
}

/* Asks before the form of assets/form.js is left with something unsaved: for another page of the
   application, also with Back or by a link that the browser follows itself, or to sign out. */
export function LeaveGuard() {
  const changes = () => window.clientapp?.form.changes() ?? 0;
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname !== nextLocation.pathname && changes() > 0,
  );
  const [ending, setEnding] = useState(null); // does what was asked about
  useEffect(() => {
    const ask = (event, proceed) => {
      if (changes() === 0) return;
      event.preventDefault();
      event.stopPropagation();
      setEnding(() => proceed);
    };
    const submit = (event) => {
      const form = event.target;
      if (form.dataset.ends) ask(event, () => form.requestSubmit());
    };
    const click = (event) => {
      const link = event.target.closest("a[href]:not([data-discover], [target], [download])");
      const aside = event.ctrlKey || event.metaKey || event.shiftKey || event.button;
      if (!link || aside || link.pathname === window.location.pathname) return;
      if (link.origin === window.location.origin) ask(event, () => link.click());
    };
    window.addEventListener("submit", submit, true);
    window.addEventListener("click", click, true);
    return () => {
      window.removeEventListener("submit", submit, true);
      window.removeEventListener("click", click, true);
    };
  }, []);
  if (blocker.state !== "blocked" && !ending) return null;
  const stay = () => {
    blocker.reset?.();
    setEnding(null);
  };
  const leave = () => {
    window.clientapp.form.leave();
    blocker.proceed?.();
    ending?.();
    setEnding(null);
  };
  const unsaved = changes();
  return (
    <Modal className="dialog" aria-labelledby="leave-title" onCancel={stay}>
      <h2 id="leave-title">Leave without saving?</h2>
      <p>{unsaved === 1 ? "1 unsaved change is lost." : `${unsaved} unsaved changes are lost.`}</p>
      <div className="actions">
        <button type="button" className="btn" data-first="" onClick={stay}>
          Stay
        </button>
        <button type="button" className="btn danger" onClick={leave}>
          Leave
        </button>
      </div>
    </Modal>
  );
}

/* The body of a table whose rows are put in another order by dragging the handle of one. Calls
   onPlace(id, the id of the row in front of which it was dropped, or 0 for the end). A row has
   data-id, its handle is draggable. */
export function SortableRows({ onPlace, children, ...props }) {
  const body = useRef(null);
  const [dragged, setDragged] = useState(null);
  const rowOf = (event) => event.target.closest("tr[data-id]");
  const mark = (row, side) => {
    body.current.querySelectorAll("[data-drop]").forEach((each) => delete each.dataset.drop);
    if (row) row.dataset.drop = side;
  };
  const sideOf = (row, event) => {
    const { top, height } = row.getBoundingClientRect();
    return event.clientY < top + height / 2 ? "above" : "below";
  };
  const start = (event) => {
    const row = rowOf(event);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.dataset.id);
    event.dataTransfer.setDragImage(row, 0, 0);
    setDragged(row.dataset.id);
  };
  const over = (event) => {
    const row = rowOf(event);
    if (!dragged || !row) return;
    event.preventDefault();
    mark(row, sideOf(row, event));
  };
  const drop = (event) => {
    const row = rowOf(event);
    if (!dragged || !row) return;
    event.preventDefault();
    const before = sideOf(row, event) === "above" ? row : row.nextElementSibling;
    if (before?.dataset.id !== dragged && row.dataset.id !== dragged) {
      onPlace?.(Number(dragged), Number(before?.dataset.id ?? 0));
    }
  };
  const end = () => {
    mark(null);
    setDragged(null);
  };
  const events = { onDragStart: start, onDragOver: over, onDrop: drop, onDragEnd: end };
  return (
    <tbody ref={body} {...events} {...props}>
      {children}
    </tbody>
  );
}

/* A box in which a record of a kind is searched by its name and chosen. The form gets, as `input`,
   its id and what it is called with a tab between them; and what was typed and chosen is none after
   a "?". What is `found` answers what was `asked`. */
export function RecordPicker({ box, input, kind, label, text, asked, found, onFind, ...props }) {
  const held = useRef(null);
  const list = useRef(null);
  const titleIn = (value) => value.replace(/^(\d+\t|\?)/, "");
  const [typed, setTyped] = useState(titleIn(text));
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const shown = open && typed !== "" && asked === `${kind}:${typed}`;
  const rows = shown ? found : [];

  useLayoutEffect(() => {
    const show = () => setTyped(titleIn(held.current.value));
    const own = held.current;
    own.addEventListener("change", show);
    return () => own.removeEventListener("change", show);
  }, []);
  useEffect(() => {
    if (rows.length) list.current.scrollIntoView({ block: "nearest" });
  }, [rows.length]);
  const hold = (value) => {
    held.current.value = value;
    held.current.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const choose = ([id, title]) => {
    hold(`${id}\t${title}`);
    setTyped(title);
    setOpen(false);
  };
  const type = ({ target: { value } }) => {
    hold(value && `?${value}`);
    setTyped(value);
    setAt(0);
    setOpen(true);
    onFind?.(kind, value);
  };
  const leave = () => {
    const same = rows.filter(([, title]) => title.toLowerCase() === typed.trim().toLowerCase());
    if (same.length === 1 && held.current.value.startsWith("?")) choose(same[0]);
    setOpen(false);
  };
  const press = (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!rows.length || !(by || ["Enter", "Escape"].includes(event.key))) return;
    event.preventDefault();
    event.stopPropagation();
    if (by) setAt((at + by + rows.length) % rows.length);
    else if (event.key === "Enter") choose(rows[at]);
    else setOpen(false);
  };
  const option = (row, number) => (
    <li
      key={row[0]}
      id={`${box}-option-${number}`}
      role="option"
      aria-selected={number === at}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => choose(row)}
    >
      {row[1]} <small>{row[2]}</small>
    </li>
  );
  return (
    <div className="picker">
      <input
        ref={held}
        name={input}
        defaultValue={text}
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
        data-record=""
        onFocus={() => document.getElementById(box).focus()}
      />
      <input
        id={box}
        className="input"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        aria-autocomplete="list"
        aria-expanded={rows.length > 0}
        aria-controls={`${box}-found`}
        aria-activedescendant={rows.length ? `${box}-option-${at}` : undefined}
        onChange={type}
        onKeyDown={press}
        onBlur={leave}
        {...props}
      />
      <ul ref={list} id={`${box}-found`} role="listbox" aria-label="What is found" hidden={!rows.length}>
        {rows.map(option)}
      </ul>
      <p role="status" className="hint">
        {shown && !rows.length ? "Nothing is found." : ""}
      </p>
    </div>
  );
}
