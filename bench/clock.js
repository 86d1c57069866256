// The clock of the benchmark, put into every page before its own scripts.
// It starts at the last input event before the application's handler and stops when the page shows
// something else than before: once in the DOM, once two frames later, when that has been painted.
(() => {
  const clock = (window.benchClock = { started: 0, watch: null });

  // start: the time in performance.now() if no input event is to set it (a first visit)
  clock.arm = (shown, start = null) => {
    clock.started = start ?? 0;
    const needsInput = start === null;
    const before = needsInput ? shown() : "";
    let inDom = null;
    clock.result = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`still shown: ${before}`)), 20000);
      clock.watch = () => {
        const now = performance.now();
        const after = shown();
        if (inDom !== null || (needsInput && !clock.started) || !after || after === before) return;
        inDom = now - clock.started;
        clock.watch = null;
        clearTimeout(timer);
        requestAnimationFrame(() =>
          requestAnimationFrame(() =>
            resolve({ dom: inDom, painted: performance.now() - clock.started }),
          ),
        );
      };
      if (!needsInput) clock.watch();
    });
    clock.result.catch(() => {});
  };

  for (const kind of ["keydown", "input", "change", "click", "popstate"])
    window.addEventListener(
      kind,
      () => {
        if (clock.watch) clock.started = performance.now();
      },
      { capture: true },
    );

  new MutationObserver(() => clock.watch?.()).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
})();
