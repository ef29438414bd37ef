import { oidcProviders, role, trusting } from "../expected";
import { synthesizeLateIssuer } from "../late-issuer";
import { FLAWLESS } from "../life-cycle";
import { EKS, type Case } from "./case";

const LATE = "oidc.late.example.com/Keys/";
const NAMESPACES = {
  // A workload each, in alphabetical order. This would end the string, the statement's conditions and the statement, if it stood in the policy as it is.
  intruder: 'x"}}},{"Effect":"Allow"',
  // A backslash would escape the quote that follows, and jsonencode writes the others in six characters each.
  odd: "a\\<&>é",
};

/** A stack that is not an example: what Terraform learns while it applies. */
export const LATE_VALUES: Case = {
  name: "late-issuer",
  does: "hand IAM its own policy variable, and an issuer and namespaces known only after apply, whatever they hold",
  stack: ({ moto }) => ({
    account: moto.account("444444444444"),
    synthesize: (outdir) => synthesizeLateIssuer(outdir, { issuerUrl: `https://${LATE}`, namespaces: NAMESPACES }),
  }),
  expected: () => ({
    ...FLAWLESS,
    iam: {
      roles: [
        // One statement each, whose subject is the namespace to the character.
        ...Object.entries(NAMESPACES).map(([name, namespace]) => ({
          ...role("444444444444", name),
          trustPolicy: trusting("444444444444", `system:serviceaccount:${namespace}:orders`, EKS),
        })),
        {
          ...role("444444444444", "orders"),
          trustPolicy: trusting("444444444444", "system:serviceaccount:shop:orders", EKS, LATE),
          inlinePolicies: {
            team: {
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/${aws:PrincipalTag/team}/*" }],
            },
          },
        },
      ],
      oidcProviders: oidcProviders("444444444444", EKS, LATE),
    },
  }),
};
