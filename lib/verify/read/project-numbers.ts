import { isObject, type Json, listOf, textOf } from "../json";
import type { Block, Stack } from "./stack";

const AUDIENCE =
  /^(?:https:)?\/\/iam\.googleapis\.com\/projects\/(\d{1,20})\/locations\/global\/workloadIdentityPools\/([^/]+)\/providers\/([^/]+)$/;

/** The numbers of projects that providers' own default audiences spell out, where they are listed literally. */
export function projectNumbersOf(stack: Stack): [string, string][] {
  const blocks = [...stack.blocks.values()].filter(
    ({ type, mode }) => type === "google_iam_workload_identity_pool_provider" && mode === "managed",
  );
  return blocks.flatMap((block): [string, string][] => {
    const project = literal(block.body["project"] ?? stack.providers.get(block.provider)?.["project"]);
    if (project === undefined || /^\d+$/.test(project)) return [];
    const [number, ...others] = new Set(audiencesOf(block).flatMap((audience) => ownNumber(block, audience)));
    return number === undefined || others.length > 0 ? [] : [[project, number]];
  });
}

const audiencesOf = ({ body }: Block): Json[] =>
  listOf(body["oidc"])
    .filter(isObject)
    .flatMap((oidc) => listOf(oidc["allowed_audiences"]));

function ownNumber({ body }: Block, audience: Json): string[] {
  const [, number, pool, provider] = AUDIENCE.exec(literal(audience) ?? "") ?? [];
  const isOwn =
    pool === literal(body["workload_identity_pool_id"]) && provider === literal(body["workload_identity_pool_provider_id"]);
  return number !== undefined && isOwn ? [number] : [];
}

const literal = (value: Json | undefined): string | undefined => {
  const text = textOf(value);
  return text === undefined || /[$%]\{/.test(text) ? undefined : text;
};
