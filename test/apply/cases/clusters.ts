import { oidcProviders, role, trusting } from "../expected";
import { FLAWLESS } from "../life-cycle";
import { EKS, type Case } from "./case";

const GKE = "container.googleapis.com/v1/projects/acme-prod/locations/us-east1/clusters/us";
// The form of a real AKS issuer: the azurerm provider is not there to look one up.
const AKS = "westeurope.oic.prod-aks.azure.com/22222222-2222-2222-2222-222222222222/33333333-3333-3333-3333-333333333333/";

/** Clusters of any kind, whose ServiceAccounts get a role. */
export const CLUSTERS: readonly Case[] = [
  {
    name: "one-cloud",
    does: "create a role that one ServiceAccount of one cluster may assume",
    stack: ({ moto }) => ({ account: moto.account("111111111111") }),
    expected: () => ({
      ...FLAWLESS,
      iam: {
        roles: [
          {
            arn: "arn:aws:iam::111111111111:role/orders-aws-6718fa02",
            maxSessionDuration: 3600,
            // Written out, where the others call `trusting`: what a person must be able to check without reading code.
            trustPolicy: {
              Version: "2012-10-17",
              Statement: [
                {
                  Effect: "Allow",
                  Principal: {
                    Federated:
                      "arn:aws:iam::111111111111:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
                  },
                  Action: "sts:AssumeRoleWithWebIdentity",
                  Condition: {
                    StringEquals: {
                      "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub":
                        "system:serviceaccount:shop:orders",
                      "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:aud": "sts.amazonaws.com",
                    },
                  },
                },
              ],
            },
            managedPolicies: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
            inlinePolicies: {},
          },
        ],
        oidcProviders: oidcProviders("111111111111", EKS),
      },
      outputs: { "orders-role": "arn:aws:iam::111111111111:role/orders-aws-6718fa02" },
    }),
  },
  {
    name: "three-clouds",
    does: "create a role that one ServiceAccount of two clusters may assume",
    stack: ({ moto }) => ({ account: moto.account("222222222222") }),
    expected: () => ({
      ...FLAWLESS,
      iam: {
        roles: [
          {
            ...role("222222222222", "orders-aws-88339d37"),
            trustPolicy: trusting("222222222222", "system:serviceaccount:shop:orders", EKS, GKE),
            managedPolicies: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
          },
        ],
        oidcProviders: oidcProviders("222222222222", EKS, GKE),
      },
    }),
  },
  {
    name: "many-clusters",
    does: "create a role whose issuers come from data sources and plain text",
    stack: ({ moto }) => {
      const account = moto.account("333333333333");
      return {
        account,
        prepare: () => account.createEksCluster("prod"),
        standIns: { "data.azurerm_kubernetes_cluster.aks-cluster.oidc_issuer_url": `https://${AKS}` },
        readElsewhere: () => account.eksIssuers(),
      };
    },
    expected: ({ elsewhere }) => {
      // Moto ends the URL with random characters.
      const { prod = "" } = elsewhere as Record<string, string>;
      const issuers = [prod.replace("https://", ""), AKS, "oidc.op1.openshiftapps.com/1a2b3c", "oidc.edge.example.com"];
      return {
        ...FLAWLESS,
        iam: {
          roles: [
            {
              ...role("333333333333", "workloads/backup-aws-7d1fec28"),
              maxSessionDuration: 7200,
              trustPolicy: trusting("333333333333", "system:serviceaccount:velero:velero", ...issuers),
              inlinePolicies: {
                bucket: {
                  Version: "2012-10-17",
                  Statement: [
                    { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::acme-backup/*" },
                  ],
                },
              },
            },
          ],
          oidcProviders: oidcProviders("333333333333", ...issuers),
        },
        // The cluster is not the stack's.
        elsewhere: { prod: expect.stringMatching(/^https:/) as string },
        leftElsewhere: elsewhere,
      };
    },
  },
  {
    name: "existing",
    does: "create a role for an OIDC provider that was there before",
    stack: ({ moto }) => ({ account: moto.account("111122223333") }),
    expected: () => ({
      ...FLAWLESS,
      iam: {
        roles: [
          {
            ...role("111122223333", "external-dns"),
            permissionsBoundary: "arn:aws:iam::111122223333:policy/workloads",
            trustPolicy: trusting("111122223333", "system:serviceaccount:external-dns:external-dns", EKS),
          },
        ],
        oidcProviders: [],
      },
      outputs: {
        "service-account-annotations": {
          "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/external-dns",
          "eks.amazonaws.com/audience": "sts.amazonaws.com",
        },
      },
    }),
  },
];
