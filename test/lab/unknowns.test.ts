import { readFileSync } from "node:fs";
import { startLab } from "../../lib/lab";
import { impersonate } from "./asking";
import { EU, POOL, STACK } from "./stack";

describe("what Terraform learns at apply", () => {
  const provider = "${google_project.p.number}";
  const json = {
    provider: { aws: [{}], google: [{ project: "p" }], azurerm: [{ features: [{}] }] },
    resource: {
      aws_eks_cluster: { main: { name: "main" } },
      aws_iam_openid_connect_provider: {
        main: { url: "${aws_eks_cluster.main.identity[0].oidc[0].issuer}", client_id_list: ["sts.amazonaws.com"] },
      },
      aws_iam_role: {
        orders: {
          name: "orders",
          assume_role_policy: STACK.resource.aws_iam_role.orders.assume_role_policy
            .replaceAll(EU.replace("https://", ""), '${trimprefix(aws_eks_cluster.main.identity[0].oidc[0].issuer, "https://")}')
            .replace("connect_provider.eu.", "connect_provider.main."),
        },
      },
      google_project: { p: { project_id: "p" } },
      google_iam_workload_identity_pool: { main: { workload_identity_pool_id: "main-pool" } },
      google_iam_workload_identity_pool_provider: {
        main: {
          workload_identity_pool_id: "main-pool",
          workload_identity_pool_provider_id: "main-provider",
          attribute_mapping: { "google.subject": "assertion.sub" },
          oidc: { issuer_uri: "${aws_eks_cluster.main.identity[0].oidc[0].issuer}" },
        },
      },
      google_service_account: { orders: { account_id: "orders" } },
      google_service_account_iam_member: {
        orders: {
          service_account_id: "${google_service_account.orders.name}",
          role: "roles/iam.workloadIdentityUser",
          member: `principal://iam.googleapis.com/${POOL.replace("123456789012", provider).replace("pool-eu", "main-pool")}/subject/system:serviceaccount:shop:orders`,
        },
      },
    },
  };

  it("has made-up values that real requests carry, and that let in whom the files name", async () => {
    const verdicts: string[] = [];
    const own = await startLab({
      inputs: [{ name: "s.tf.json", json }],
      onDecision: ({ verdict, why }) => verdicts.push(verdict === "allow" ? verdict : why),
    });
    const { env } = await own.pod({ namespace: "shop", serviceAccount: "orders", cluster: "main" });
    expect(env["AWS_ROLE_ARN"]).toBe("arn:aws:iam::000000000000:role/orders");
    const token = readFileSync(env["AWS_WEB_IDENTITY_TOKEN_FILE"]!, "utf8");
    const form = {
      Action: "AssumeRoleWithWebIdentity",
      RoleArn: env["AWS_ROLE_ARN"]!,
      RoleSessionName: "orders",
      WebIdentityToken: token,
    };
    const aws = await fetch(own.urls.awsSts, { method: "POST", body: new URLSearchParams(form) });
    const configuration = JSON.parse(readFileSync(env["GOOGLE_APPLICATION_CREDENTIALS"]!, "utf8")) as {
      audience: string;
      credential_source: { file: string };
    };
    const google = await fetch(own.urls.googleSts, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        audience: configuration.audience,
        scope: "a",
        subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
        subject_token: readFileSync(configuration.credential_source.file, "utf8"),
      }),
    });
    const { access_token: accessToken = "" } = (await google.json()) as { access_token?: string };
    const account = await impersonate(own, accessToken, undefined, "orders@p.iam.gserviceaccount.com");
    await own.close();
    expect({ aws: aws.status, google: google.status, account: account.status, verdicts }).toEqual({
      aws: 200,
      google: 200,
      account: 200,
      verdicts: ["allow", "allow", "allow"],
    });
    expect(configuration.audience).toMatch(
      /^\/\/iam\.googleapis\.com\/projects\/\d{12}\/locations\/global\/workloadIdentityPools\/main-pool\/providers\/main-provider$/,
    );
  });
});
