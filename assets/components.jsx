/* What the browser does by itself, without asking the server. Each is wrapped by a Python class
   of the same name in clientapp/. */

import { useEffect, useRef, useState } from "react";
import { useBlocker } from "react-router";
import { useNavigationType } from "react-router";

/* A dialog in front of the page: the browser keeps the focus inside. The focus begins at
   [data-first], and goes back to where it was. Escape cancels. */
export function Modal({ onCancel, children, ...props }) {
  const dialog = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    dialog.current.querySelector("[data-first]")?.focus();
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

/* Draws its children from the window's event "open <name>" to its event "close <name>". Calls
   onLeave if the page itself is left while they are there. */
export function Popup({ name, onLeave, children }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const show = () => setOpen(true);
    const hide = () => setOpen(false);
    window.addEventListener(`open ${name}`, show);
    window.addEventListener(`close ${name}`, hide);
    return () => {
      window.removeEventListener(`open ${name}`, show);
      window.removeEventListener(`close ${name}`, hide);
    };
  }, [name]);
  useEffect(() => {
    const leave = () => open && onLeave?.();
    window.addEventListener("pagehide", leave);
    return () => window.removeEventListener("pagehide", leave);
  }, [open, onLeave]);
  return open && children;
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
