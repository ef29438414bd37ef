import { roleWith, withProvider, type FindingCase } from "./finding-worlds";
import {} from "./world";

export const RESOURCES: readonly FindingCase[] = [
  [
    "an issuer that nobody trusts",
    withProvider({ url: "https://x.example.com" }),
    [
      "note aws-issuer-unused: no role in the files trusts https://x.example.com",
      "error aws-trust-policy-malformed: the policy's Statement is empty",
    ],
  ],
  [
    "an issuer twice",
    withProvider({ url: "https://x.example.com" }, { url: "https://x.example.com", client_id_list: ["a"] }),
    [
      "note aws-issuer-unused",
      "error aws-issuer-duplicate: a second provider for https://x.example.com",
      "note aws-issuer-unused",
      "error aws-trust-policy-malformed",
    ],
  ],
  ...[
    "http://x.example.com",
    "https://x.example.com:8443",
    "https://x.example.com?a",
    `https://x.example.com/${"x".repeat(255)}`,
  ].map(
    (url) =>
      [
        `the URL ${url.slice(0, 40)}`,
        withProvider({ url }),
        ["error aws-issuer-url", "note aws-issuer-unused", "error aws-trust-policy-malformed"],
      ] as const,
  ),
  [
    "101 client ids",
    withProvider({ url: "https://x.example.com", client_id_list: Array.from({ length: 101 }, (_, i) => `c${i}`) }),
    ["error aws-client-ids: 101 client ids", "note aws-issuer-unused", "error aws-trust-policy-malformed"],
  ],
  [
    "a long client id",
    withProvider({ url: "https://x.example.com", client_id_list: ["x".repeat(256)] }),
    ["error aws-client-ids: a client id of 256 characters", "note aws-issuer-unused", "error aws-trust-policy-malformed"],
  ],
  [
    "21 policies",
    roleWith({}, { managed_policy_arns: Array.from({ length: 21 }, (_, i) => `arn:aws:iam::aws:policy/P${i}`) }),
    ["note aws-policies-too-many: 21 managed policies, above the quota of 20"],
  ],
  [
    "long inline policies",
    roleWith({
      aws_iam_role_policy: {
        a: { role: "demo", name: "a", policy: "x ".repeat(6000) },
        b: { role: "${aws_iam_role.r.id}", name: "b", policy: "x".repeat(6000) },
      },
    }),
    ["error aws-inline-policies-too-long: the inline policies have 12000 characters"],
  ],
  [
    "a long managed policy",
    roleWith({ aws_iam_policy: { p: { name: "p", policy: "x".repeat(6145) } } }),
    ["error aws-managed-policy-too-long: the policy has 6145 characters"],
  ],
];
