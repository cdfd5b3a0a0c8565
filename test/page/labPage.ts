import { type Browser, type BrowserContextOptions, type Locator, type Page, chromium } from "playwright-core";
import { expect, inject } from "vitest";

/** Software adapters are slow, and two cores slower. */
const PATIENCE = 30_000;

let shared: Promise<Browser> | undefined;

/** The browser of all page tests, with WebGPU on a software adapter. */
export function sharedBrowser(): Promise<Browser> {
  shared ??= chromium.connect(inject("wsEndpoint"));
  return shared;
}

/** The built page in a context of its own; what it did wrong is kept for `close` to judge. */
export class LabPage {
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {
    const { host } = new URL(inject("url"));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(String(error.stack)));
    page.on("request", (request) => {
      const url = new URL(request.url());
      const isOwn = url.host === host || url.protocol === "data:" || url.protocol === "blob:";
      if (!isOwn) this.complaints.push(`a request to ${url.host}`);
    });
  }

  static async open(query = "", options: BrowserContextOptions = {}, browser?: Browser): Promise<LabPage> {
    const context = await (browser ?? (await sharedBrowser())).newContext(options);
    const lab = new LabPage(await context.newPage());
    lab.page.setDefaultTimeout(PATIENCE);
    await lab.page.goto(inject("url") + query);
    return lab;
  }

  /** Closes the page, which must not have complained nor asked another host for anything. */
  async close(): Promise<void> {
    await this.page.context().close();
    expect(this.complaints).toEqual([]);
  }

  get headline(): Locator {
    return this.page.locator("h1");
  }

  get badge(): Locator {
    return this.page.locator("check-badge p");
  }

  get machine(): Locator {
    return this.page.locator("machine-line .name");
  }

  /** The box of a numeric knob, by its field in the configuration. */
  box(field: string): Locator {
    return this.page.locator(`number-knob[data-field="${field}"] input[type="number"]`);
  }

  slider(field: string): Locator {
    return this.page.locator(`number-knob[data-field="${field}"] input[type="range"]`);
  }

  /** The sentence under a knob. */
  error(field: string): Locator {
    return this.page.locator(`number-knob[data-field="${field}"] [role="alert"]`);
  }

  /** Waits until the GPU's, or the CPU's, final numbers are on screen. */
  async settle(): Promise<void> {
    await this.headline.filter({ hasNotText: "Computing" }).waitFor();
    await this.page.locator("run-progress .running").waitFor({ state: "detached" });
  }

  /** The query of the address, as an object. */
  query(): Record<string, string> {
    return Object.fromEntries(new URL(this.page.url()).searchParams);
  }

  /** The text of a locator becomes `expected`. */
  async shows(locator: Locator, expected: string | RegExp): Promise<void> {
    await expect
      .poll(() => locator.textContent().then((text) => text?.replace(/\s+/g, " ").trim()), {
        timeout: PATIENCE,
      })
      .toMatch(expected);
  }
}
