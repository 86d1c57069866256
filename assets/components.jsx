/* What the browser does by itself, without asking the server. Each is wrapped by a Python class
   of the same name in clientapp/. */

import { useEffect, useRef, useState } from "react";

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
