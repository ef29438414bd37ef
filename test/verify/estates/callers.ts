// Who becomes an identity without a token of an issuer, by the clouds' rules and not by what the library reads.
import type { Estate } from "../estates";
import { AZURE_APPLICATION, AZURE_IDENTITY, GOOGLE_ACCOUNT, ROLE } from "../estates";
import { trustOf } from "./aws";
import { CI } from "./azure";
import { isAllowed } from "./iam";
import { truth } from "./may";

/** Somebody who asks. */
export interface Caller {
  readonly identity: string;
  readonly name: string;
  /** What a way in calls it. */
  readonly names: readonly string[];
  getsIn(estate: Estate): boolean;
}

interface AwsCaller {
  /** How a Principal may name it. */
  readonly names: readonly string[];
  readonly action: string;
  readonly request: Readonly<Record<string, string>>;
}

const FOREIGN = ["*", "arn:aws:iam::999999999999:root", "999999999999"];
const TAG = { "aws:TagKeys": "team", "aws:RequestTag/team": "a" };

const AWS: Readonly<Record<string, AwsCaller>> = {
  foreigner: { names: FOREIGN, action: "sts:AssumeRole", request: {} },
  "foreigner of the organization": { names: FOREIGN, action: "sts:AssumeRole", request: { "aws:PrincipalOrgID": "o-acme" } },
  "foreigner with an id": {
    names: FOREIGN,
    action: "sts:AssumeRole",
    request: { "aws:SourceIp": "10.1.1.1", "sts:ExternalId": "x" },
  },
  "foreigner with tags": { names: FOREIGN, action: "sts:AssumeRole", request: { "aws:PrincipalOrgID": "o-acme", ...TAG } },
  evil: { names: FOREIGN, action: "sts:AssumeRole", request: { "aws:PrincipalOrgID": "o-evil", "aws:SourceIp": "8.8.8.8" } },
  ann: { names: ["*", "arn:aws:iam::111122223333:user/ann"], action: "sts:AssumeRole", request: { "aws:SourceIp": "10.1.1.1" } },
  lambda: { names: ["lambda.amazonaws.com"], action: "sts:AssumeRole", request: {} },
  office: { names: ["arn:aws:iam::111122223333:saml-provider/office"], action: "sts:AssumeRoleWithSAML", request: {} },
};

function aws(estate: Estate, { names, action, request }: AwsCaller): boolean {
  const about = (trustOf(estate.aws) as { Principal: string | Record<string, string>; Effect: string }[]).filter(
    ({ Principal, Effect }) => {
      const named = typeof Principal === "string" ? Principal : (Object.values(Principal)[0] ?? "");
      return names.includes(named) || (named === "*" && Effect === "Deny");
    },
  );
  const isTagged = "aws:TagKeys" in request;
  return [action, ...(isTagged ? ["sts:TagSession"] : [])].every((each) => isAllowed(about, each, undefined, request));
}

/** The pods of a ServiceAccount that an association gives the role to. */
function pod(estate: Estate, account: string): boolean {
  const { association } = estate.aws;
  if (association?.account !== account || association.role.endsWith("/other")) return false;
  const tags = { "aws:RequestTag/kubernetes-namespace": "shop", "aws:RequestTag/kubernetes-service-account": account };
  const request = association.tags ? { "aws:TagKeys": "kubernetes-namespace", ...tags } : {};
  const caller = { names: ["pods.eks.amazonaws.com"], action: "sts:AssumeRole", request };
  return aws(estate, caller);
}

function google(
  { google: { bindings, denied, permissions, holder, holdsIf } }: Estate,
  members: readonly string[],
  holds: boolean,
): boolean {
  const custom = { member: holder, role: "${google_project_iam_custom_role.r.id}", on: "project", condition: holdsIf };
  const isDenied = (permission: string): boolean =>
    denied?.principals.includes("principalSet://goog/public:all") === true &&
    denied.permissions.includes(permission) &&
    (denied.condition === undefined || holds);
  const letsAct = (role: string): boolean =>
    role === custom.role
      ? permissions.includes("iam.serviceAccounts.getAccessToken")
      : /TokenCreator$|workloadIdentityUser$/.test(role);
  return (
    !isDenied("iam.googleapis.com/serviceAccounts.getAccessToken") &&
    [...bindings, custom].some(
      ({ member, role, on, condition }) =>
        members.includes(member) && letsAct(role) && !on.includes("other@") && truth(condition, holds),
    )
  );
}

/** All who ask. */
export const CALLERS: readonly Caller[] = [
  ...Object.entries(AWS).map(([name, caller]) => ({
    identity: ROLE,
    name,
    names: caller.names,
    getsIn: (estate: Estate) => aws(estate, caller),
  })),
  ...["orders", "evil"].map((name) => ({
    identity: ROLE,
    name: `pod ${name}`,
    names: [],
    getsIn: (estate: Estate) => pod(estate, name),
  })),
  ...[true, false].flatMap((holds) =>
    [["allUsers"], ["allUsers", "user:ann@example.com"], ["allUsers", "group:all@example.com"]].map((members) => ({
      identity: GOOGLE_ACCOUNT,
      names: members,
      name: `${members.join(" ")}${holds ? " where conditions hold" : ""}`,
      getsIn: (estate: Estate) => google(estate, members, holds),
    })),
  ),
  {
    identity: AZURE_IDENTITY,
    name: "machine",
    names: ["azurerm_linux_virtual_machine.b0"],
    getsIn: ({ azure }) => azure.machine === CI,
  },
  {
    identity: AZURE_APPLICATION,
    name: "password",
    names: ["azuread_application_password.b0"],
    getsIn: ({ azure }) => azure.password === "${azuread_application.app.id}",
  },
];
