/** The fixed texts, one JSON file per language; a shop may bring its own over them. */
import ar from "./words/ar.json" with { type: "json" };
import de from "./words/de.json" with { type: "json" };
import en from "./words/en.json" with { type: "json" };
import es from "./words/es.json" with { type: "json" };
import fr from "./words/fr.json" with { type: "json" };
import it from "./words/it.json" with { type: "json" };
import ja from "./words/ja.json" with { type: "json" };
import nl from "./words/nl.json" with { type: "json" };
import pl from "./words/pl.json" with { type: "json" };
import pt from "./words/pt.json" with { type: "json" };
import sv from "./words/sv.json" with { type: "json" };

/** Text by name; "{title}" stands for a product's title. */
export type Words = Readonly<Record<string, string>>;

export const builtInWords: Readonly<Record<string, Words>> = {
  ar,
  de,
  en,
  es,
  fr,
  it,
  ja,
  nl,
  pl,
  pt,
  sv,
};

/** "de-AT" -> ["de-AT", "de"]. */
function withParents(locale: string): string[] {
  const subtags = locale.split("-");
  return subtags.map((_, i) => subtags.slice(0, subtags.length - i).join("-"));
}

/**
 * Every text a buyer of this locale is told: the shop's and ours for the tag and its parents, then
 * for the default locale, then English; and the language they are in.
 */
export function wordsOf(
  locale: string,
  defaultLocale: string,
  own: Readonly<Record<string, Words>> = {},
): { language: string; words: Words } {
  const tags = [...withParents(locale), ...withParents(defaultLocale), "en"];
  const ours: Words = Object.assign({}, ...tags.map((tag) => builtInWords[tag] ?? {}).reverse());
  const layers = tags.flatMap((tag) => [own[tag] ?? {}, builtInWords[tag] ?? {}]);
  const words: Words = Object.assign({}, ...layers.reverse());
  return {
    language: tags.find((tag) => own[tag] || builtInWords[tag]) ?? "en",
    // Emptied by a shop, ours stand: without its label nobody could tell a partner's offer.
    words: Object.fromEntries(
      Object.entries(words).map(([name, text]) => [name, text || (ours[name] ?? "")]),
    ),
  };
}
