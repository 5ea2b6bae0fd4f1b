// Browsers start no worker for a page opened from a disk. A hidden frame stands in for it, so that search works there.
(() => {
  if (location.protocol !== "file:") return;

  function load(page, address) {
    return new Promise((done, failed) => {
      const script = page.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      page.body.append(script);
    });
  }

  class FrameWorker extends EventTarget {
    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      this.inside = frame.contentWindow;
      this.inside.postMessage = (data) => setTimeout(() => {
        const event = new MessageEvent("message", { data });
        this.dispatchEvent(event);
        if (this.onmessage) this.onmessage(event);
      });
      this.inside.importScripts = (...addresses) =>
        addresses.reduce((before, one) => before.then(() => load(this.inside.document, one)), Promise.resolve());
      this.ready = load(this.inside.document, new URL(address, document.baseURI).href);
    }

    postMessage(data) {
      this.ready.then(() => this.inside.dispatchEvent(new this.inside.MessageEvent("message", { data })));
    }
  }

  window.Worker = window.IFrameWorker = FrameWorker;
})();
