export const modelPath: string;
export const shardsPath: string;
export function buildModel(): void;
export interface Suite {
  name: string;
  folder: string;
  model: string;
  build(): void;
}
export const suites: Suite[];
export function cases(suite: Suite): unknown[];
export function expected(suite: Suite): { name: string; status: number; text: string }[];
export function nativeAnswers(suite: Suite): unknown[];
