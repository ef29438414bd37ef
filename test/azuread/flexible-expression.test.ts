import { Issuer, Subject } from "../../lib";
import { claimsMatchingExpression } from "../../lib/azuread/flexible-expression";
import { flexibleIssuers } from "../../lib/azuread/flexible-issuers";

const github = (claims = {}) => new Issuer({ name: "github", url: "https://token.actions.githubusercontent.com", claims });

describe("a claims matching expression", () => {
  it("compares a pattern with matches, and the claims with eq in the order of their names", () => {
    const claims = { repository_owner_id: "65", job_workflow_ref: "acme/ci/.github/workflows/deploy.yml@refs/heads/main" };
    expect(claimsMatchingExpression({ issuer: github(), subject: Subject.matching("repo:acme/*", { claims }) })).toBe(
      "claims['sub'] matches 'repo:acme/*' and claims['job_workflow_ref'] eq 'acme/ci/.github/workflows/deploy.yml@refs/heads/main' and claims['repository_owner_id'] eq '65'",
    );
  });

  it("compares an exact subject with eq", () => {
    const subject = Subject.exactly("repo:acme/shop:environment:prod", { claims: { repository_id: "74" } });
    expect(claimsMatchingExpression({ issuer: github(), subject })).toBe(
      "claims['sub'] eq 'repo:acme/shop:environment:prod' and claims['repository_id'] eq '74'",
    );
  });

  it("states what the issuer says of all its tokens, where Entra can compare it, and once", () => {
    const issuer = github({ repository_owner_id: "65", repository_owner: "acme" });
    const expected = "claims['sub'] matches 'repo:acme/*' and claims['repository_owner_id'] eq '65'";
    const subject = Subject.matching("repo:acme/*", { claims: { repository_owner_id: "65" } });
    expect(claimsMatchingExpression({ issuer, subject: Subject.matching("repo:acme/*") })).toBe(expected);
    expect(claimsMatchingExpression({ issuer, subject })).toBe(expected);
  });

  it("lets nobody in where issuer and subject contradict each other", () => {
    const subject = Subject.matching("repo:acme/*", { claims: { repository_owner_id: "66" } });
    expect(claimsMatchingExpression({ issuer: github({ repository_owner_id: "65" }), subject })).toBe(
      "claims['sub'] matches 'repo:acme/*' and claims['repository_owner_id'] eq '65' and claims['repository_owner_id'] eq '66'",
    );
  });

  it.each([
    ["https://token.actions.githubusercontent.com", "GitHub"],
    ["https://token.actions.githubusercontent.com/acme", undefined],
    ["https://token.actions.githubusercontent.com/", undefined],
    ["https://token.actions.acme.ghe.com", undefined],
    ["https://gitlab.com", "GitLab"],
    ["https://gitlab.acme.com", "GitLab"],
    ["https://gitlab.acme.ca", "GitLab"],
    ["https://gitlab.acme.org", undefined],
    ["https://gitlab.com.evil.org", undefined],
    ["https://gitlabs.com", undefined],
    ["https://git.acme.com", undefined],
    ["https://app.terraform.io", "HCP Terraform"],
    ["https://app.eu.terraform.io", "HCP Terraform"],
    ["https://appxterraform.io", undefined],
    ["http://gitlab.com", undefined],
  ])("is taken of %s by the rules of %s", (url, name) => {
    expect(flexibleIssuers(url)?.name).toBe(name);
  });
});
