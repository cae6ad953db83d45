// A small drawing vocabulary. Every picture is a 400 × 400 still life: an object standing on a floor
// line at y = 318, drawn flat with one light from the upper left.

/** Colours of one model: body, its shaded side, its lit side, and a contrast for straps and caps. */
export interface Palette {
  body: string;
  shade: string;
  lit: string;
  trim: string;
}

/** Colours that do not change from model to model. */
export const steel = { body: "#b9c1c4", shade: "#8f999d", lit: "#dde2e3", dark: "#4a5357" };
export const wood = { body: "#c99a66", shade: "#a97b4b", lit: "#e0b988" };
export const ink = "#2b3336";
export const paper = "#fbf8f1";

export type Drawing = (palette: Palette, model: number) => string;

export const rect = (
  x: number,
  y: number,
  w: number,
  h: number,
  fill: string,
  radius = 0,
): string => `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${radius}" fill="${fill}"/>`;
export const disc = (x: number, y: number, radius: number, fill: string): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;
export const oval = (x: number, y: number, rx: number, ry: number, fill: string): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"/>`;
export const area = (d: string, fill: string): string => `<path d="${d}" fill="${fill}"/>`;
export const line = (d: string, stroke: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
export const ring = (x: number, y: number, radius: number, stroke: string, width: number): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${stroke}" stroke-width="${width}"/>`;
/** A label with two or three lines of "print". */
export const label = (
  x: number,
  y: number,
  w: number,
  h: number,
  fill: string,
  print: string,
): string =>
  rect(x, y, w, h, fill, 4) +
  rect(x + w * 0.16, y + h * 0.24, w * 0.68, Math.max(4, h * 0.1), print, 2) +
  rect(x + w * 0.28, y + h * 0.48, w * 0.44, Math.max(3, h * 0.06), print, 2) +
  rect(x + w * 0.34, y + h * 0.66, w * 0.32, Math.max(3, h * 0.06), print, 2);
