/* What the browser does alone in the lookup: its keys, and what was opened here last. Each is
   wrapped by a Python class of the same name in clientapp/lookup/dialog.py. */

import { useEffect, useRef, useState } from "react";
import { useLocation } from "react-router";

const KEPT = 8;

const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform);

/* The record whose page this is, such as "customer:12"; `paths` has the kinds by where their
   addresses begin. */
const recordAt = (pathname, paths) => {
  const [path, kind] = Object.entries(paths).find(([each]) => pathname.startsWith(each)) ?? [];
  const id = path && pathname.slice(path.length).replace(/\/$/, "");
  return /^\d+$/.test(id) ? `${kind}:${id}` : "";
};

/* Kind and id of what was opened last, the newest first; nothing else of it is kept. */
const recent = {
  key: (user) => `recent:${user}`,
  get(user) {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key(user)));
      return Array.isArray(kept) ? kept : [];
    } catch {
      return []; // no storage, or not our text in it
    }
  },
  put(user, record) {
    const others = this.get(user).filter((each) => each !== record);
    try {
      localStorage.setItem(this.key(user), JSON.stringify([record, ...others].slice(0, KEPT)));
    } catch {
      return; // without a storage nothing is recent
    }
  },
};

/* Shows nothing. Ctrl K, on a Mac Cmd K, opens and closes the lookup, also out of a text box, but
   not over another dialog. Notes each record whose page is opened. */
export function LookupKeys({ popup, user, paths }) {
  const { pathname } = useLocation();
  const record = recordAt(pathname, paths);
  useEffect(() => {
    if (user && record) recent.put(user, record);
  }, [user, record]);
  useEffect(() => {
    const press = (event) => {
      const held = isMac() ? event.metaKey : event.ctrlKey;
      if (!held || event.shiftKey || event.altKey || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      const dialogs = [...document.querySelectorAll("dialog[open]")];
      const own = dialogs.some((each) => each.querySelector("[data-combobox]"));
      if (dialogs.length && !own) return;
      window.dispatchEvent(new Event(`${own ? "close" : "open"} ${popup}`));
    };
    document.addEventListener("keydown", press, true);
    return () => document.removeEventListener("keydown", press, true);
  }, [popup]);
  return null;
}

/* The keys as this machine names them. */
export function KeyHint() {
  const [keys, setKeys] = useState("Ctrl K");
  useEffect(() => setKeys(isMac() ? "⌘ K" : "Ctrl K"), []);
  return <kbd aria-hidden="true">{keys}</kbd>;
}

/* A box and the options below it, which both are its children: the focus stays in the box while
   the arrows go through the options. Enter opens, with Ctrl in a new tab; pressed before the answer
   to what is typed is there (`asked`, and one more of `answers`), it opens the first of that. Calls
   onOpen with the records opened last, but for the one that is open. */
export function Combobox({ popup, user, paths, asked, answers, onOpen, children, ...props }) {
  const self = useRef(null);
  const early = useRef(null); // Enter was pressed before the answer came
  const { pathname } = useLocation();
  const box = () => self.current.querySelector("[role=combobox]");
  const options = () => [...self.current.querySelectorAll("[role=option]")];
  const chosen = () => self.current.querySelector("[role=option][aria-selected=true]");
  const choose = (option) => {
    options().forEach((each, at) => {
      each.id = `option-${at}`;
      each.setAttribute("aria-selected", each === option);
    });
    box().setAttribute("aria-activedescendant", option?.id ?? "");
  };
  const open = (option, aside) => {
    if (aside && option?.href) window.open(option.href, "_blank", "noopener");
    else option?.click();
  };

  useEffect(() => {
    if (box().value !== "") return;
    const here = recordAt(pathname, paths);
    const others = recent.get(user).filter((each) => each !== here);
    onOpen?.(others.join(" "));
  }, [user]);
  useEffect(() => {
    choose(options()[0]);
    self.current.querySelector("[role=listbox]").scrollTop = 0;
    if (!early.current || box().value !== asked) return;
    open(chosen(), early.current.aside);
    early.current = null;
  }, [asked, answers]);

  const press = (event) => {
    if (event.nativeEvent.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by && event.key !== "Enter") return;
    event.preventDefault();
    const aside = event.ctrlKey || event.metaKey;
    if (!by && box().value !== asked) early.current = { aside };
    else if (!by) open(chosen(), aside);
    else {
      const all = options();
      choose(all.at((all.indexOf(chosen()) + by) % all.length));
      chosen()?.scrollIntoView({ block: "nearest" });
    }
  };
  const click = (event) => {
    const aside = event.ctrlKey || event.metaKey || event.shiftKey;
    if (aside || !event.target.closest("[role=option]")) return;
    window.dispatchEvent(new Event(`close ${popup}`));
  };
  const point = (event) => {
    const option = event.target.closest("[role=option]");
    if (option && option !== chosen()) choose(option);
  };
  const type = () => (early.current = null);
  const events = { onKeyDown: press, onClick: click, onPointerMove: point, onInput: type };
  return (
    <div ref={self} data-combobox="" {...events} {...props}>
      {children}
    </div>
  );
}
