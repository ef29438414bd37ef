import type { EksStandIn } from "../eks-stand-in";
import type { LifeCycle, StackProps } from "../life-cycle";
import type { Moto } from "../moto";

/** The clouds that stacks are applied to. */
export interface Clouds {
  readonly moto: Moto;
  readonly eks: EksStandIn;
}

/** A stack, and what is to become of it. */
export interface Case {
  /** Of the stack, and of the example if it is one. */
  readonly name: string;
  /** What the stack does, as a sentence about Terraform and the provider. */
  readonly does: string;
  /** Each stack takes an account of its own: an account has one OIDC provider an issuer. */
  readonly stack: (clouds: Clouds) => StackProps;
  /** The whole life. What only the cloud knows may be taken from the life itself. */
  readonly expected: (life: LifeCycle) => object;
}

export const EKS = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
