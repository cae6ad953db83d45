export const modelPath: string;
export const shardsPath: string;
export function buildModel(): void;
export function cases(): unknown[];
export function expected(): { name: string; status: number; text: string }[];
export function nativeAnswers(): unknown[];
