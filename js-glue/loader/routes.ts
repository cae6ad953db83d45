/** How long a new route may take to put its order and slot into the document. */
const settling = 10_000;

/**
 * Calls `look` when a single-page app has moved to another address, and after every change of the
 * document from then on, until it answers true or the route has had time enough.
 */
export function watchRoutes(look: () => Promise<boolean>): void {
  let observer: MutationObserver | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    observer?.disconnect();
    clearTimeout(timer);
  };
  let path = location.pathname;
  const moved = () => {
    if (location.pathname === path) return;
    path = location.pathname;
    stop();
    const lookAgain = () => void look().then((shown) => shown && stop());
    observer = new MutationObserver(lookAgain);
    observer.observe(document.documentElement, { childList: true, subtree: true });
    timer = setTimeout(stop, settling);
    lookAgain();
  };
  const navigation = (window as { navigation?: EventTarget }).navigation;
  if (navigation) {
    navigation.addEventListener("currententrychange", moved);
    return;
  }
  addEventListener("popstate", moved);
  const push = history.pushState;
  history.pushState = function (...to) {
    push.apply(this, to);
    moved();
  };
}
