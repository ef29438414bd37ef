import fc from "fast-check";
import { standIns } from "../../lib/lab/stand-ins";
import { hole } from "../../lib/verify/text";

describe("stand-ins", () => {
  it("leave what is known as it is", () => {
    const { concrete, original } = standIns();
    expect([concrete("a"), original("a")]).toEqual(["a", "a"]);
  });

  it("number accounts in the order in which they are met", () => {
    const { concrete } = standIns();
    const texts = [hole("the account of aws"), hole("the account of aws.b"), `arn:aws:iam::${hole("the account of aws")}:role/a`];
    expect(texts.map(concrete)).toEqual(["000000000000", "000000000001", "arn:aws:iam::000000000000:role/a"]);
  });

  it.each([
    ["azurerm_user_assigned_identity.a.client_id", /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/],
    ["google_project.a.number", /^[1-9]\d{11}$/],
    ["aws_eks_cluster.a.identity[0].oidc[0].issuer", /^https:\/\/[0-9a-f]{16}\.lab\.invalid$/],
    ["google_service_account.a.account", /^lab-[0-9a-f]{8}$/],
    ["var.name", /^lab-[0-9a-f]{8}$/],
  ])("of %s look like the real thing, and are the same in every lab", (expression, look) => {
    const [one, other] = [standIns(), standIns()].map(({ concrete }) => concrete(hole(expression)));
    expect(one).toMatch(look);
    expect(other).toBe(one);
  });

  it("lead back to what they stand for", () => {
    const part = fc.oneof(fc.string(), fc.string({ unit: "binary" }).map(hole));
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const { concrete, original } = standIns();
        const text = parts.join("");
        const filled = concrete(text);
        expect(filled).not.toMatch(/[\uE000\uE001]/);
        expect(original(filled)).toBe(text);
      }),
    );
  });
});
