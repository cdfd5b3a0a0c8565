import type { ReactiveControllerHost } from "lit";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { AddressEvent } from "../../src/ui/lab-app/addressEvent.ts";
import { LabView } from "../../src/ui/symmetry-lab/labView.ts";

let address: string;
let entries: string[];
let log: string[];
let place: number | null;
let view: LabView;

const HOST: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => void log.push("update"),
  updateComplete: Promise.resolve(true),
};

function goTo(search: string): void {
  address = `https://initscope.test/${search}`;
}

beforeEach(() => {
  vi.useFakeTimers();
  [entries, log, place] = [[], [], null];
  goTo("?lab=symmetry&seed=7");
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("location", {
    get href() {
      return address;
    },
    get search() {
      return new URL(address).search;
    },
  });
  const write = (_state: null, _title: string, to: string): void => {
    address = to;
    entries.push(new URL(to).search);
  };
  vi.stubGlobal("history", { pushState: write, replaceState: write });
  view = new LabView(HOST, { place: () => place, onReturn: () => void log.push("return") });
  view.hostConnected();
});
afterEach(() => {
  view.hostDisconnected();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("reads the address, and says what is broken in it until that has been read", () => {
  expect([view.config.seed, view.lesson, view.notice, log]).toEqual([7, 0, "", ["update"]]);
  goTo("?lab=symmetry&seed=8&learning-rate=-1");
  window.dispatchEvent(new Event("popstate"));
  expect([view.config.seed, log]).toEqual([8, ["update", "return", "update"]]);
  expect(view.notice).toMatch(/^The address is broken: learning-rate cannot be "-1"/);
  view.dismiss();
  expect([view.notice, log.length]).toEqual(["", 4]);
});

it("leaves another lab's address alone, and everything once it is gone", () => {
  goTo("?lab=theory");
  window.dispatchEvent(new Event("popstate"));
  expect([view.config.seed, log]).toEqual([7, ["update"]]);
  view.hostDisconnected();
  goTo("?lab=symmetry&seed=9");
  window.dispatchEvent(new Event("popstate"));
  expect([view.config.seed, log]).toEqual([7, ["update"]]);
});

it("mirrors a change, and says where the runs were led when the address is asked for", () => {
  view.turnTo("seed");
  view.change({ seed: 5 });
  expect([view.config.seed, view.lesson]).toEqual([5, 0]);
  view.mirror(true);
  view.change({}, 2);
  view.mirror(true);
  place = 12;
  window.dispatchEvent(new AddressEvent());
  expect(entries).toEqual([
    "?lab=symmetry&seed=5",
    "?lab=symmetry&seed=5&lesson=2",
    "?lab=symmetry&seed=5&iterations=12&lesson=2",
  ]);
});
