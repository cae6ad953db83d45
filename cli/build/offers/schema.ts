// The shape of the offers file, checked with ajv against offers.schema.json. The schema's
// descriptions are written as "what was expected", and end the sentence that the merchant reads.
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { BadData } from "../../failure.ts";
import schema from "./offers.schema.json" with { type: "json" };
import type { OffersFile } from "./offers-file.ts";

interface Described {
  description?: string;
  $ref?: string;
  properties?: Record<string, Described>;
  allOf?: Described[];
}

let compiled: ValidateFunction<OffersFile> | undefined;

/** Throws a BadData that names `file`, the place in it and what was expected. */
export async function checkShape(content: unknown, file: string): Promise<OffersFile> {
  if (compiled === undefined) {
    // Loaded here: only a build with offers needs it.
    const { Ajv2020 } = await import("ajv/dist/2020.js");
    const ajv = new Ajv2020({ discriminator: true, verbose: true, strictRequired: false });
    compiled = ajv.compile<OffersFile>(schema);
  }
  if (compiled(content)) return content;
  const [first] = compiled.errors ?? [];
  throw new BadData(first ? sentence(first, file) : `${file}: is not an offers file`);
}

/** "/offers/2/eligible/countries/0" -> "offers[2].eligible.countries[0]". */
export function jsonPath(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((path, part) => member(path, part), "");
}

export function member(path: string, key: string | number): string {
  if (/^\d+$/.test(String(key))) return `${path}[${key}]`;
  if (!/^[$\w][$\w-]*$/.test(String(key))) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? String(key) : `${path}.${key}`;
}

/** A value as it stands in the file, cut short. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function sentence(error: ErrorObject, file: string): string {
  const path = jsonPath(error.instancePath);
  const parent = error.parentSchema as Described;
  const at = (key: string) => `${file}: ${member(path, key)}`;
  const is = `${file}: ${path || "the file"} is ${shown(error.data)}`;
  switch (error.keyword) {
    case "additionalProperties":
    case "unevaluatedProperties": {
      const key = error.params.additionalProperty ?? error.params.unevaluatedProperty;
      const known = Object.keys(propertiesOf(parent)).sort();
      return `${at(key)} is not a field of ${path || "the file"}; expected one of ${known.join(", ")}`;
    }
    case "required": {
      const key = error.params.missingProperty;
      return `${at(key)} is missing; expected ${expectedOf(propertiesOf(parent)[key])}`;
    }
    case "discriminator": {
      const key: string = error.params.tag;
      const types = key === "type" ? schema.$defs.type.description : "one of pin, boost, block";
      const value = error.params.tagValue;
      const found = value === undefined ? "is missing" : `is ${shown(value)}`;
      return `${at(key)} ${found}; expected ${types}`;
    }
    case "uniqueItems": {
      const twice = (error.data as unknown[])[error.params.i];
      return `${file}: ${path} has ${shown(twice)} twice; expected ${expectedOf(parent)}`;
    }
    default:
      return `${is}; expected ${expectedOf(parent)}`;
  }
}

function resolved(part: Described | undefined): Described {
  const [, name] = /^#\/\$defs\/(.+)$/.exec(part?.$ref ?? "") ?? [];
  const defined = name && (schema.$defs as Record<string, Described>)[name];
  return defined || part || {};
}

function expectedOf(part: Described | undefined): string {
  return part?.description ?? resolved(part).description ?? "another value";
}

/** Those of the schema and of what it is put together from. */
function propertiesOf(part: Described): Record<string, Described> {
  const inherited = (part.allOf ?? []).map((one) => resolved(one).properties ?? {});
  return Object.assign({}, ...inherited, part.properties);
}
