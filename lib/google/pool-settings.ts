import { ACTIONS } from "../facts/actions";
import { Token } from "cdktf";
import { identitySettings, type IdentitySettings, type TokenOptions } from "../core/identity-settings";
import type { JobSettings } from "../core/job-settings";
import { isKnown } from "../core/tokens";
import type { ImpersonatedAccount } from "./access";
import { outrankingFile } from "./outranking";
import { configOf } from "./credential-config";
import type { PoolProvider } from "./pool-trust";
import { defaultAudience, providerResource } from "./principals";

/** The paths of Google's own guide: https://cloud.google.com/iam/docs/workload-identity-federation-with-kubernetes */
const TOKEN = { volumeName: "google-token", mountPath: "/var/run/service-account", path: "token" };
const CONFIG = {
  volumeName: "google-credential-config",
  mountPath: "/etc/workload-identity",
  path: "credential-configuration.json",
};

/** What a pod must carry to exchange its token at a pool: the token, the credential configuration, and where that is. */
export function poolSettings(
  { project, provider }: { project: string; provider: PoolProvider },
  account: ImpersonatedAccount | undefined,
  { expirationSeconds = 3600 }: TokenOptions = {},
): IdentitySettings {
  const content = configText(provider, `${TOKEN.mountPath}/${TOKEN.path}`, account);
  return identitySettings({
    tokens: [{ ...TOKEN, audience: provider.audience, expirationSeconds }],
    files: [{ ...CONFIG, content }],
    env: {
      GOOGLE_APPLICATION_CREDENTIALS: `${CONFIG.mountPath}/${CONFIG.path}`,
      // An external account has no project of its own, and client libraries want one.
      GOOGLE_CLOUD_PROJECT: project,
    },
    outrankedBy: outrankingFile(`${CONFIG.mountPath}/${CONFIG.path}`),
  });
}

function configText(provider: PoolProvider, tokenFile: string, account: ImpersonatedAccount | undefined): string {
  const { email: serviceAccountEmail, tokenLifetimeSeconds } = account ?? {};
  const config = configOf({ provider, tokenFile, serviceAccountEmail, tokenLifetimeSeconds });
  const text = `${JSON.stringify(config, null, 2)}\n`;
  if (tokenLifetimeSeconds === undefined || isKnown(tokenLifetimeSeconds)) return text;
  // A number that is unknown until apply stands as an expression only where it is told to be text.
  return text.replace(String(tokenLifetimeSeconds), () => Token.asString(tokenLifetimeSeconds));
}

/**
 * What a CI job must know to exchange its token at a pool. The GitHub action knows no lifetime of the credentials that it writes;
 * the file does.
 * https://github.com/google-github-actions/auth
 */
export function poolJobSettings(
  { project, provider }: { project: string; provider: PoolProvider },
  account: ImpersonatedAccount | undefined,
): JobSettings {
  return {
    audience: provider.audience,
    githubAction: {
      uses: ACTIONS.google,
      with: {
        project_id: project,
        workload_identity_provider: providerResource(provider).replace("//iam.googleapis.com/", ""),
        ...(provider.audience === defaultAudience(provider) ? {} : { audience: provider.audience }),
        ...(account === undefined ? {} : { service_account: account.email }),
      },
    },
    withTokenFile: (tokenFile) => {
      const path = `${tokenFile}.google.json`;
      const content = configText(provider, tokenFile, account);
      return { env: { GOOGLE_APPLICATION_CREDENTIALS: path, GOOGLE_CLOUD_PROJECT: project }, files: [{ path, content }] };
    },
  };
}
