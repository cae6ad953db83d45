/** What every runtime must do with the same pages. */
import { endpoints } from "./endpoints.ts";
import { faults } from "./faults.ts";
import { splices } from "./splices.ts";
import type { Case } from "./stage.ts";
import { untouched } from "./untouched.ts";

export const cases: Case[] = [...splices, ...untouched, ...faults, ...endpoints];
