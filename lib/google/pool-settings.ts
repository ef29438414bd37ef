import { identitySettings, type IdentitySettings } from "../core/identity-settings";
import { credentialConfig } from "./credential-config";
import type { PoolProvider } from "./pool-trust";

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
  serviceAccountEmail: string | undefined,
): IdentitySettings {
  const config = credentialConfig({ provider, tokenFile: `${TOKEN.mountPath}/${TOKEN.path}`, serviceAccountEmail });
  return identitySettings({
    tokens: [{ ...TOKEN, audience: provider.audience, expirationSeconds: 3600 }],
    files: [{ ...CONFIG, content: `${JSON.stringify(config, null, 2)}\n` }],
    env: {
      GOOGLE_APPLICATION_CREDENTIALS: `${CONFIG.mountPath}/${CONFIG.path}`,
      // An external account has no project of its own, and client libraries want one.
      GOOGLE_CLOUD_PROJECT: project,
    },
  });
}
