// Hears from the demo's server when a template was saved.
export const templatesPath = "/playground/templates";

interface News {
  version: number;
  /** What is wrong with the templates, in one sentence; empty when nothing is. */
  problem: string;
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Calls `heard` for every change after `version`, for as long as the page is open. */
export async function hearOfTemplates(
  version: number,
  heard: (news: News) => Promise<void>,
): Promise<never> {
  for (let known = version; ; ) {
    try {
      const answer = await fetch(`${templatesPath}?after=${known}`);
      const news = (await answer.json()) as News;
      if (news.version !== known) await heard(news);
      known = news.version;
    } catch {
      // The demo was stopped, or starts again.
      await wait(2000);
    }
  }
}
