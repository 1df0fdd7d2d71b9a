// What a host hands to a widget; only the check of types reads this file.

/** A notebook's model of a widget, or its stand-in in a static page (shim.js). */
export interface Model {
  /** A part of the state that Python made; the widget's class there says of what kind it is. */
  get(name: string): any;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(events: string, listener: () => void): void;
  off(event: string, listener?: () => void): void;
}

/** What a widget is rendered with; `el` is where it stands. */
export interface Place {
  model: Model;
  el: HTMLElement;
}

/** A widget; what `render` returns ends it. */
export interface Widget {
  render(place: Place): (() => void) | void;
}
