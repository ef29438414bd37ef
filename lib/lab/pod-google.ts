import { isKnown, type ModelIdentity } from "../verify";
import { isObject, textOf } from "../verify/json";
import { parsed } from "./answer";
import type { LabProvider } from "./google-providers";
import { type CloudSettings, FOLDER, NOTHING, type PodOwner, type PodWorld } from "./pod-settings";
import { googleOf } from "../verify/google/cloud";

const TOKEN = "google/token";
const CONFIGURATION = "google/credential-configuration.json";

/**
 * What a pod carries for Google Cloud: its own credential configuration from the stack's ConfigMap, of which only the places change (the
 * token's file, and where Google's services are), or, without one, the same as gcloud would write. https://google.aip.dev/auth/4117
 */
export function googleSettings(world: PodWorld, owner: PodOwner): CloudSettings {
  const mine = owner.may.map(({ identity }) => identity).filter(({ cloud }) => cloud === "google");
  const providers = world.providers.filter(({ provider }) => provider.issuer === owner.issuer.text);
  const [first] = providers;
  if (mine.length === 0 || first === undefined) return NOTHING;
  const found = configMap(world, owner, providers);
  const provider = providers.find(({ audience }) => audience === found?.["audience"]) ?? first;
  const carried = mine.find(({ kind }) => kind === "service account") ?? mine[0];
  const configuration = found ?? {
    type: "external_account",
    universe_domain: "googleapis.com",
    ...impersonating(world, carried),
  };
  const project = projectOf(world, carried) ?? provider.provider.pool.project;
  return {
    env: {
      GOOGLE_APPLICATION_CREDENTIALS: `${FOLDER}/${CONFIGURATION}`,
      ...(isKnown(project) ? { GOOGLE_CLOUD_PROJECT: project, CLOUDSDK_CORE_PROJECT: project } : {}),
      NO_GCE_CHECK: "true",
      CLOUDSDK_CONFIG: `${FOLDER}/google/gcloud`,
      CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE: `${FOLDER}/${CONFIGURATION}`,
      CLOUDSDK_CORE_CHECK_GCE_METADATA: "false",
      CLOUDSDK_CORE_DISABLE_PROMPTS: "true",
      CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: "true",
      CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: "true",
    },
    files: [{ path: CONFIGURATION, content: `${JSON.stringify(inTheLab(world, configuration, provider), undefined, 2)}\n` }],
    tokens: provider.tokenAudience === undefined ? [] : [{ path: TOKEN, audience: provider.tokenAudience }],
    carries: carried === undefined ? [] : [carried],
    onlyHere: [
      "CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE signs gcloud in; in a pod, `gcloud auth login --cred-file` does, and SDKs need neither",
    ],
  };
}

type Configuration = Readonly<Record<string, unknown>>;

function configMap(
  { model: { configuration }, names }: PodWorld,
  owner: PodOwner,
  providers: readonly LabProvider[],
): Configuration | undefined {
  const maps = ["kubernetes_config_map", "kubernetes_config_map_v1"].flatMap((type) => configuration.ofType(type));
  const found = maps.flatMap(({ values }) => {
    const [metadata] = [values["metadata"]].flat();
    const { data } = values;
    if (!isObject(metadata) || (textOf(metadata["namespace"]) ?? "default") !== owner.namespace || !isObject(data)) return [];
    const contents = Object.values(data).flatMap((text): Configuration[] => {
      const content = typeof text === "string" ? parsed(names.concrete(text)) : undefined;
      return typeof content === "object" && content !== null && (content as Configuration)["type"] === "external_account"
        ? [content as Configuration]
        : [];
    });
    return contents.map((content) => ({ content, name: textOf(metadata["name"]) }));
  });
  const fitting = found.filter(({ content }) => providers.some(({ audience }) => audience === content["audience"]));
  const [only] = fitting;
  const own = fitting.find(({ name }) => name === `${owner.serviceAccount}-workload-identity`);
  return (own ?? (fitting.length === 1 ? only : undefined))?.content;
}

function impersonating({ model, names }: PodWorld, identity: ModelIdentity | undefined): Configuration {
  const email = googleOf(model).accounts.find(({ address }) => address === identity?.address)?.email;
  return email === undefined
    ? {}
    : { service_account_impersonation_url: `/v1/projects/-/serviceAccounts/${names.concrete(email)}:generateAccessToken` };
}

function inTheLab(world: PodWorld, configuration: Configuration, { audience }: LabProvider): Configuration {
  const { googleSts, googleIamCredentials } = world.urls();
  const impersonation = configuration["service_account_impersonation_url"];
  return {
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    ...configuration,
    audience,
    token_url: googleSts,
    credential_source: { file: `${FOLDER}/${TOKEN}`, format: { type: "text" } },
    ...(typeof impersonation === "string"
      ? { service_account_impersonation_url: impersonation.replace(/^(https:\/\/[^/]+)?/, googleIamCredentials) }
      : { token_info_url: googleSts.replace(/token$/, "introspect") }),
  };
}

function projectOf({ model: { configuration } }: PodWorld, identity: ModelIdentity | undefined): string | undefined {
  return textOf(configuration.at(identity?.address ?? "")?.values["project"]);
}
