// Texts that are unknown in part: what is known of them, and where it stands, must fit.
import { TerraformVariable } from "cdktf";
import { FederationError, Subject } from "../../lib";
import { checkTextValue } from "../../lib/core/check-values";
import type { TextRule } from "../../lib/core/values";
import { GoogleTrust } from "../../lib/google";
import { EMAIL, GOOGLE_SERVICE_ACCOUNT_OPTIONS } from "../../lib/google/account-values";
import { GCS_PUBLISHED_ISSUER_PROPS } from "../../lib/google/bucket-values";
import { CREDENTIAL_CONFIG_PROPS } from "../../lib/google/credential-config-values";
import { NAMESPACES, POOL_ID, PROVIDER_ID } from "../../lib/google/pool-values";
import { PROJECT, PROJECT_NUMBER } from "../../lib/google/project-values";
import { GOOGLE_ROLE_GRANT, ROLE_PROJECT } from "../../lib/google/role-values";
import { refusal, World } from "../world";

/** `?` stands for what is unknown until apply. */
const RULES: Readonly<Record<string, { rule: unknown; takes: readonly string[]; refuses: readonly string[] }>> = {
  email: {
    rule: EMAIL,
    takes: [
      "?",
      "?@acme-prod.iam.gserviceaccount.com",
      "orders@?.iam.gserviceaccount.com",
      "orders@acme-prod.iam.?",
      "orders@?",
      "orders-?@?.iam.gserviceaccount.com",
      "?-compute@developer.gserviceaccount.com",
      "?rod.iam.gserviceaccount.com",
      "?serviceaccount.com",
      "?@?",
    ],
    refuses: [
      "?@evil.com",
      "?evil.com",
      "orders@?.evil.com",
      "orders@?.evilgserviceaccount.com",
      "?@evilgserviceaccount.com",
      "@?",
      "?@",
      "-?@acme-prod.iam.gserviceaccount.com",
      "a@b@?",
      "?@acme-prod.iam.gserviceaccount.com.evil.com",
      "orders@?.iam.gserviceaccount.com/x",
    ],
  },
  "e-mail of a configuration": {
    rule: CREDENTIAL_CONFIG_PROPS.serviceAccountEmail,
    takes: ["?", "?@acme-prod.iam.gserviceaccount.com", "orders@?", "Orders@?.iam.gserviceaccount.com"],
    refuses: ["?@evil.com", "orders@?.evil.com", "@?", "a@b@?"],
  },
  project: {
    rule: PROJECT,
    takes: ["?", "acme-?", "?-prod", "acme-?-prod", "example.com:?", "?:acme", "3m.?", "?.com:acme", "a?"],
    refuses: ["-?", "?-", "acme:?:x", "?.com", ":?", "projects/?", "?:9acme", ".?"],
  },
  "project of a role": {
    rule: ROLE_PROJECT,
    takes: ["?", "projects/?", "projects/acme-?", "12?", "?-prod"],
    refuses: ["-?", "?-", "project/?", "?/acme", "projects/-?"],
  },
  number: { rule: PROJECT_NUMBER, takes: ["?", "1?", "?0", "1?0"], refuses: ["0?", "a?", "?a", "1?a2", "1234567890?1234567890"] },
  role: {
    rule: GOOGLE_ROLE_GRANT.role,
    takes: [
      "?",
      "roles/?",
      "roles/pubsub.?",
      "roles/?.publisher",
      "projects/?/roles/x",
      "projects/acme/roles/?",
      "projects/acme/?",
      "projects/?",
      "organizations/?/roles/x",
      "organizations/9/?",
      "?/roles/x",
      "?/pubsub.publisher",
      "?.publisher",
      "projects/?/roles/?",
    ],
    refuses: [
      "role/?",
      "role?/x/y",
      "/?",
      "?/role/x",
      "?/",
      "roles/x/?",
      "roles/?/x",
      "organizations/a?/roles/x",
      "projects/?/role/x",
      "rolls/?x",
    ],
  },
  folder: {
    rule: GOOGLE_ROLE_GRANT.folder,
    takes: ["?", "folders/?", "folders/7?", "7?", "?7"],
    refuses: ["0?", "folders/0?", "fold?", "?/7"],
  },
  organization: { rule: GOOGLE_ROLE_GRANT.organization, takes: ["?", "9?", "?9"], refuses: ["0?", "organizations/?", "?x"] },
  "pool id": { rule: POOL_ID, takes: ["?", "acme-?", "?-acme", "a?b"], refuses: ["gcp-?", "gcp-?-x", "A?", "?_", "a?.b"] },
  "provider id": { rule: PROVIDER_ID, takes: ["?", "eks-?"], refuses: ["gcp-?", "?:"] },
  "service account id": {
    rule: GOOGLE_SERVICE_ACCOUNT_OPTIONS.accountId,
    takes: ["?", "orders-?", "?-edge", "a?9"],
    refuses: ["9?", "-?", "?-", "a?-", "A?", "a?@x"],
  },
  namespace: { rule: NAMESPACES.of, takes: ["?", "shop-?", "?-shop"], refuses: ["-?", "?-", "a?.b", "Shop?"] },
  bucket: {
    rule: GCS_PUBLISHED_ISSUER_PROPS.bucket,
    takes: ["?", "acme-?", "?-oidc", "acme.?"],
    refuses: ["goog?", "?-", "-?", "?google?", "acme-g00gle-?", "a..?", "?/x"],
  },
  prefix: { rule: GCS_PUBLISHED_ISSUER_PROPS.prefix, takes: ["?", "a/?", "?/b", "a/?/b"], refuses: ["/?", "?/", "a//?"] },
};

describe.each(Object.entries(RULES))("of %s", (_name, { rule: given, takes, refuses }) => {
  const rule = ("required" in (given as object) ? (given as { required: unknown }).required : given) as TextRule;
  const isTaken = (text: string): boolean => {
    const late = new TerraformVariable(new World(), "late", { type: "string" }).stringValue;
    try {
      checkTextValue(
        "here",
        rule,
        text.replaceAll("?", () => late),
      );
      return true;
    } catch (error) {
      if (error instanceof FederationError) return false;
      throw error;
    }
  };

  it("takes a text whose known parts fit, with what is unknown at the start, in the middle and at the end", () => {
    expect(takes.filter((text) => !isTaken(text))).toEqual([]);
  });

  it("refuses one that cannot become right", () => {
    expect(refuses.filter(isTaken)).toEqual([]);
  });
});

describe("the namespaces of a pool, unknown in part", () => {
  const outcome = (namespaces: (late: string) => readonly string[], namespace: (late: string) => string) => {
    const world = new World();
    const late = new TerraformVariable(world, "late", { type: "string" }).stringValue;
    const google = new GoogleTrust(world, "google", {
      project: "acme-prod",
      projectNumber: "123456789012",
      issuers: [world.eu.issuer],
      pools: { eu: { namespaces: namespaces(late) } },
    });
    const account = { namespace: namespace(late), name: "orders" };
    const subject = Subject.exactly(`system:serviceaccount:${account.namespace}:orders`, { serviceAccount: account });
    return refusal(() => google.principal().federate(world, "it", [{ issuer: world.eu.issuer, subject }])).code;
  };

  it("are compared by what is known", () => {
    const taken = [
      outcome(
        (late) => ["shop", late],
        () => "orders",
      ),
      outcome(
        (late) => [`shop-${late}`],
        () => "shop-eu",
      ),
      outcome(
        () => ["shop-eu"],
        (late) => `shop-${late}`,
      ),
      outcome(
        () => ["shop-eu"],
        (late) => `${late}-eu`,
      ),
      outcome(
        () => ["shop-a-eu"],
        (late) => `shop-${late}-eu`,
      ),
      outcome(
        (late) => [late],
        (late) => late,
      ),
    ];
    expect(taken).toEqual(taken.map(() => "not refused"));
    const refused = [
      outcome(
        (late) => [`shop-${late}`],
        () => "other",
      ),
      outcome(
        (late) => [`shop-${late}`, "billing"],
        () => "shop",
      ),
      outcome(
        () => ["shop"],
        (late) => `shop-${late}`,
      ),
      outcome(
        () => ["shop-us"],
        (late) => `${late}-eu`,
      ),
      outcome(
        () => ["shop-a-us"],
        (late) => `shop-${late}-eu`,
      ),
      outcome(
        (late) => [`${late}-eu`],
        () => "shop-us",
      ),
    ];
    expect(refused).toEqual(refused.map(() => "NAMESPACE_INVALID"));
  });
});
