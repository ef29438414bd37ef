import { oidcProviders, role, statement, trusting } from "../expected";
import { readIam } from "../iam";
import { FLAWLESS } from "../life-cycle";
import { EKS, type Case } from "./case";

const S3 = "acme-oidc.s3.eu-west-1.amazonaws.com/edge";
const DATA = "444455556666";

/** Stacks that do more than make roles in one account. */
export const BEYOND_IAM: readonly Case[] = [
  {
    name: "eks-pod-identity",
    does: "create a cluster, its agent and its association, and a role for both Pod Identity and IRSA",
    stack: ({ moto, eks }) => {
      const account = moto.account("666666666661");
      return {
        account,
        // Before it deletes a cluster, the provider waits for a random time of up to a minute, so that not all are deleted at once.
        leave: ["aws_eks_cluster.cluster"],
        readElsewhere: async () => ({
          issuers: await account.eksIssuers(),
          addons: eks.kept("addons"),
          associations: eks.kept("pod-identity-associations"),
        }),
      };
    },
    expected: ({ elsewhere }) => {
      const { issuers } = elsewhere as { issuers: Record<string, string> };
      // Moto ends the URL with random characters.
      const created = issuers["eu"]?.replace("https://", "") ?? "";
      const sub = "system:serviceaccount:shop:orders";
      return {
        ...FLAWLESS,
        iam: {
          roles: [
            {
              ...role("666666666661", "orders-aws-edb7da4a"),
              trustPolicy: {
                Version: "2012-10-17",
                Statement: [
                  {
                    Effect: "Allow",
                    Principal: { Service: "pods.eks.amazonaws.com" },
                    Action: ["sts:AssumeRole", "sts:TagSession"],
                    Condition: {
                      StringEquals: {
                        "aws:SourceAccount": "666666666661",
                        "aws:RequestTag/kubernetes-namespace": "shop",
                        "aws:RequestTag/kubernetes-service-account": "orders",
                      },
                      ArnEquals: { "aws:SourceArn": "arn:aws:eks:eu-west-1:666666666661:cluster/eu" },
                    },
                  },
                  statement("666666666661", created, { sub }),
                  statement("666666666661", EKS, { sub }),
                ],
              },
              managedPolicies: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
            },
          ],
          oidcProviders: oidcProviders("666666666661", created, EKS),
        },
        elsewhere: {
          issuers: { eu: expect.stringMatching(/^https:/) as string },
          addons: [
            { addonName: "eks-pod-identity-agent", clusterName: "eu", addonVersion: "v1.3.4-eksbuild.1", status: "ACTIVE" },
          ],
          associations: [
            {
              clusterName: "eu",
              namespace: "shop",
              serviceAccount: "orders",
              roleArn: "arn:aws:iam::666666666661:role/orders-aws-edb7da4a",
              associationId: "a-1",
              associationArn: "arn:aws:eks:eu-west-1:666666666661:podidentityassociation/eu/a-1",
            },
          ],
        },
        leftElsewhere: { issuers, addons: [], associations: [] },
      };
    },
  },
  {
    name: "published-issuer",
    does: "publish an issuer's documents in a bucket, and create a role for two ServiceAccounts of it",
    stack: ({ moto }) => {
      const account = moto.account("666666666662");
      return {
        account,
        prepare: () => account.createBucket("acme-oidc"),
        readElsewhere: () => account.objects("acme-oidc"),
      };
    },
    expected: () => ({
      ...FLAWLESS,
      iam: {
        roles: [
          {
            ...role("666666666662", "camera-aws-9c693bdf"),
            trustPolicy: {
              Version: "2012-10-17",
              Statement: [
                statement("666666666662", S3, {
                  sub: ["system:serviceaccount:camera:uploader", "system:serviceaccount:camera:archiver"],
                }),
              ],
            },
            managedPolicies: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"],
          },
        ],
        oidcProviders: oidcProviders("666666666662", S3),
      },
      elsewhere: {
        "edge/.well-known/openid-configuration": {
          contentType: "application/json",
          body: `{"issuer":"https://${S3}","jwks_uri":"https://${S3}/openid/v1/jwks","response_types_supported":["id_token"],"subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}`,
        },
        "edge/openid/v1/jwks": {
          contentType: "application/jwk-set+json",
          body: '{"keys":[{"use":"sig","kty":"RSA","kid":"2026-11","alg":"RS256","n":"0vx7agoebGcQSuuPiLJXZpt","e":"AQAB"}]}',
        },
      },
      leftElsewhere: {},
    }),
  },
  {
    name: "role-chaining",
    does: "create a role that goes on to a role of another account, through a provider that assumes a role there",
    // Not the account of its boundary, which is that of examples/existing: moto keeps a boundary without looking it up.
    stack: ({ moto }) => ({ account: moto.account("666666666663"), readElsewhere: () => readIam(moto.account(DATA)) }),
    expected: () => ({
      ...FLAWLESS,
      iam: {
        roles: [
          {
            ...role("666666666663", "acme-orders-aws-63afdc5d"),
            permissionsBoundary: "arn:aws:iam::111122223333:policy/workloads",
            tags: { team: "shop" },
            trustPolicy: trusting("666666666663", "system:serviceaccount:shop:orders", EKS),
            managedPolicies: ["arn:aws:iam::666666666663:policy/acme-orders-aws-63afdc5d.queue"],
            inlinePolicies: {
              "assume-roles": {
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: [`arn:aws:iam::${DATA}:role/reports`] }],
              },
            },
          },
        ],
        oidcProviders: oidcProviders("666666666663", EKS),
        customerPolicies: {
          "arn:aws:iam::666666666663:policy/acme-orders-aws-63afdc5d.queue": {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:111122223333:orders" }],
          },
        },
      },
      elsewhere: {
        roles: [
          {
            ...role(DATA, "reports"),
            trustPolicy: {
              Version: "2012-10-17",
              Statement: [
                {
                  Effect: "Allow",
                  Principal: { AWS: "arn:aws:iam::666666666663:role/acme-orders-aws-63afdc5d" },
                  Action: "sts:AssumeRole",
                },
              ],
            },
          },
        ],
        oidcProviders: [],
      },
      leftElsewhere: { roles: [], oidcProviders: [] },
    }),
  },
];
