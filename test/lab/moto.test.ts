// The stack applied by real Terraform to moto: a lab that reads roles and providers back from IAM answers as one that reads the JSON.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Lab, startLab } from "../../lib/lab";
import { makeAwsModule } from "../apply/aws-part";
import { type Iam, readIam } from "../apply/iam";
import { Moto } from "../apply/moto";
import { Workspace } from "../apply/terraform";
import { missingTools, providerMirror } from "../apply/tools";
import { assume, element } from "./asking";
import { run } from "./programs";

jest.setTimeout(300_000);

const ACCOUNT = "111122223333";
const EU = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const US = "https://container.googleapis.com/v1/projects/acme-prod/locations/us-east1/clusters/us";
const ELSEWHERE = "https://oidc.eks.eu-west-1.amazonaws.com/id/FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF";

const missing = missingTools();
if (missing.length > 0) process.stderr.write(`test/lab: Terraform is not run, because there is ${missing.join("; ")}\n`);

/** What IAM holds, as Terraform would write it. */
function stackOf({ roles, oidcProviders }: Iam): object {
  const role = ({ arn, maxSessionDuration, trustPolicy }: Iam["roles"][number]) => ({
    arn,
    name: arn.slice(arn.lastIndexOf("/") + 1),
    max_session_duration: maxSessionDuration,
    assume_role_policy: JSON.stringify(trustPolicy),
  });
  return {
    resource: {
      aws_iam_role: Object.fromEntries(roles.map((each, index) => [`role_${index}`, role(each)])),
      aws_iam_openid_connect_provider: Object.fromEntries(
        oidcProviders.map(({ arn, url, clientIds }, index) => [
          `provider_${index}`,
          { arn, url: `https://${url}`, client_id_list: clientIds },
        ]),
      ),
    },
  };
}

/** What STS answers to whom: nothing but the code of a refusal. */
async function answers(lab: Lab, roleArn: string): Promise<unknown> {
  const own = { issuer: EU, namespace: "shop", serviceAccount: "orders", audience: "sts.amazonaws.com" };
  await lab.issuer(ELSEWHERE);
  const ask = async (changes: object, RoleArn = roleArn): Promise<string> =>
    element("Code", await assume(lab, await lab.serviceAccountToken({ ...own, ...changes }), { RoleArn })) ?? "in";
  const forged = await (
    await lab.issuer(EU)
  ).foreignToken({ sub: "system:serviceaccount:shop:orders", aud: ["sts.amazonaws.com"] });
  return {
    orders: await ask({}),
    "orders on the other cluster": await ask({ issuer: US }),
    "orders elsewhere": await ask({ issuer: ELSEWHERE }),
    "another ServiceAccount": await ask({ serviceAccount: "payments" }),
    "another namespace": await ask({ namespace: "stage" }),
    "another audience": await ask({ audience: "a" }),
    "a longer name": await ask({ serviceAccount: "orders-evil" }),
    "an expired token": await ask({ issuedAt: 1_700_000_000 }),
    "a foreign key": element("Code", await assume(lab, forged, { RoleArn: roleArn })),
    "another role": await ask({}, `${roleArn}-evil`),
    "another account": await ask({}, roleArn.replace(ACCOUNT, "999999999999")),
  };
}

(missing.length === 0 ? it : it.skip)("IAM itself and the stack's JSON give the same verdicts", async () => {
  const directory = mkdtempSync(join(tmpdir(), "lab-moto-"));
  const moto = await Moto.start();
  const labs: Lab[] = [];
  try {
    const synth = ["-r", "ts-node/register/transpile-only", "examples/show.ts", "three-clouds"];
    await run(process.execPath, synth, { env: { ...process.env, CDKTF_OUTDIR: join(directory, "three-clouds") } });
    const stack = join(directory, "three-clouds", "stacks", "three-clouds");
    const json = readFileSync(join(stack, "cdk.tf.json"), "utf8");

    const account = moto.account(ACCOUNT);
    const mirror = providerMirror()!;
    makeAwsModule(stack, { standIns: {}, version: mirror.version, keys: await account.keys() });
    const workspace = new Workspace(directory, mirror, { aws: moto.url, eks: moto.url }, [
      { name: "three-clouds", directory: stack },
    ]);
    await workspace.init();
    await workspace.apply();
    const iam = await readIam(account);

    const fromJson = await startLab({ inputs: [{ name: "cdk.tf.json", json }], options: { awsAccounts: ACCOUNT } });
    const fromIam = await startLab({ inputs: [{ name: "iam.tf.json", json: stackOf(iam) }] });
    labs.push(fromJson, fromIam);
    const roleArn = iam.roles[0]!.arn;
    const expected = {
      orders: "in",
      "orders on the other cluster": "in",
      "orders elsewhere": "InvalidIdentityToken",
      "another ServiceAccount": "AccessDenied",
      "another namespace": "AccessDenied",
      "another audience": "InvalidIdentityToken",
      "a longer name": "AccessDenied",
      "an expired token": "ExpiredTokenException",
      "a foreign key": "InvalidIdentityToken",
      "another role": "AccessDenied",
      "another account": "AccessDenied",
    };
    expect(await answers(fromIam, roleArn)).toEqual(expected);
    expect(await answers(fromJson, roleArn)).toEqual(expected);
  } finally {
    await Promise.all(labs.map((lab) => lab.close()));
    await moto.stop();
    rmSync(directory, { recursive: true, force: true });
  }
});
