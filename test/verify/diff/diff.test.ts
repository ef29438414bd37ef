import { diff } from "../../../lib/verify/diff";
import { withoutStack } from "../../../lib/verify/diff/match";
import type { TrustedIssuer } from "../../../lib/verify/trusted-issuer";
import { hole } from "../../../lib/verify/text";
import { ISSUER, modelOf, role, shape } from "./models";

const NOTHING = {
  wider: false,
  identities: { added: [], removed: [], forgotten: [], moved: [] },
  trust: [],
  otherWays: [],
  permissions: [],
  issuers: [],
  unread: [],
  findings: { new: [], fixed: [] },
};

describe("diff", () => {
  it("says nothing of what stayed", () => {
    const one = modelOf([role("orders", [shape("a"), shape("b")])]);
    expect(diff(one, modelOf([role("orders", [shape("b"), shape("a")])]))).toEqual(NOTHING);
  });

  it("shows a new identity and who becomes it", () => {
    const orders = role("orders", [shape("a")]);
    expect(diff(modelOf([]), modelOf([orders]))).toEqual({
      ...NOTHING,
      wider: true,
      identities: { added: [orders], removed: [], forgotten: [], moved: [] },
      trust: [{ kind: "added", identity: orders, after: shape("a") }],
    });
  });

  it("does not call an identity wider that nobody becomes", () => {
    const orders = role("orders", []);
    expect(diff(modelOf([]), modelOf([orders]))).toEqual({
      ...NOTHING,
      identities: { added: [orders], removed: [], forgotten: [], moved: [] },
    });
  });

  it("shows what is gone", () => {
    const orders = role("orders", [shape("a")]);
    expect(diff(modelOf([orders]), modelOf([]))).toEqual({
      ...NOTHING,
      identities: { added: [], removed: [orders], forgotten: [], moved: [] },
      trust: [{ kind: "removed", identity: orders, before: shape("a") }],
    });
  });

  const change = (before: ReturnType<typeof shape>[], after: ReturnType<typeof shape>[]) => {
    const { wider, trust } = diff(modelOf([role("orders", before)]), modelOf([role("orders", after)]));
    return { wider, kinds: trust.map(({ kind }) => kind) };
  };

  it("tells wider from narrower", () => {
    const [exact, pattern] = [shape("repo:acme/api"), shape("repo:acme/*", "like")];
    expect(change([exact], [pattern])).toEqual({ wider: true, kinds: ["widened"] });
    expect(change([pattern], [exact])).toEqual({ wider: false, kinds: ["narrowed"] });
    expect(change([exact], [shape("repo:acme/web")])).toEqual({ wider: true, kinds: ["added", "removed"] });
    expect(change([pattern], [pattern, exact])).toEqual({ wider: false, kinds: ["repeated"] });
    expect(change([pattern, exact], [pattern])).toEqual({ wider: false, kinds: [] });
    expect(change([exact], [exact, shape("x")])).toEqual({ wider: true, kinds: ["added"] });
    expect(change([exact, shape("x")], [exact])).toEqual({ wider: false, kinds: ["removed"] });
  });

  it("calls a dropped test wider", () => {
    const aud = { claim: "aud", test: "is", values: ["sts"] } as const;
    expect(change([shape("a", "is", aud)], [shape("a")])).toEqual({ wider: true, kinds: ["widened"] });
    expect(change([shape("a")], [shape("a", "is", aud)])).toEqual({ wider: false, kinds: ["narrowed"] });
  });

  it("counts what cannot be told as wider", () => {
    expect(change([shape(hole("var.a"))], [shape(hole("var.b"))])).toEqual({ wider: true, kinds: ["changed"] });
    expect(change([shape("a == b", "expression")], [shape("a == c", "expression")])).toEqual({ wider: true, kinds: ["changed"] });
    const kept = shape("a == b", "expression");
    expect(change([kept], [kept, shape("x")])).toEqual({ wider: true, kinds: ["changed"] });
    expect(change([shape(hole("var.a"))], [shape(hole("var.a"))])).toEqual({ wider: false, kinds: [] });
  });

  it("knows an identity again that moved to another address or stack", () => {
    const before = role("orders", [shape("a")], { names: ["arn:aws:iam::123456789012:role/orders"] });
    const after = { ...before, address: "shop/aws_iam_role.orders_1F2E" };
    expect(diff(modelOf([before]), modelOf([after]))).toEqual({
      ...NOTHING,
      identities: { added: [], removed: [], forgotten: [], moved: [{ before, after }] },
    });
    const prefixed = role("pay", [shape("a")], { names: [], address: "shop/aws_iam_role.pay" });
    expect(diff(modelOf([role("pay", [shape("a")], { names: [] })]), modelOf([prefixed])).trust).toEqual([]);
  });

  it("does not take one of two namesakes for the other", () => {
    const at = (address: string, subject: string) => role("x", [shape(subject)], { address, names: ["x"] });
    const { trust } = diff(modelOf([at("one.x", "a"), at("two.x", "b")]), modelOf([at("three.x", "a"), at("four.x", "b")]));
    expect(trust.map(({ kind }) => kind).sort()).toEqual(["added", "added", "removed", "removed"]);
  });

  it("counts a permission that is gained as wider, and not one that is lost or granted by another resource", () => {
    const read = { name: "ReadOnly", address: "aws_iam_role_policy_attachment.a" };
    const [without, having] = [role("orders", [shape("a")]), role("orders", [shape("a")], { permissions: [read] })];
    expect(diff(modelOf([without]), modelOf([having]))).toEqual({
      ...NOTHING,
      wider: true,
      permissions: [{ kind: "added", identity: having, permission: read }],
    });
    expect(diff(modelOf([having]), modelOf([without]))).toEqual({
      ...NOTHING,
      permissions: [{ kind: "removed", identity: without, permission: read }],
    });
    const elsewhere = role("orders", [shape("a")], { permissions: [{ ...read, address: "aws_iam_role_policy_attachment.b" }] });
    expect(diff(modelOf([having]), modelOf([elsewhere]))).toEqual(NOTHING);
    const nobodys = role("orders", [], { permissions: [read] });
    // Who becomes it may stand in other files.
    expect(diff(modelOf([role("orders", [])]), modelOf([nobodys])).wider).toBe(true);
  });

  it("compares what a role lets do, also where the grant gets a condition", () => {
    const content = (...actions: string[]) => ({
      statements: [
        { effect: "allow" as const, actions, exceptActions: [], resources: ["*"], exceptResources: [], conditions: [] },
      ],
      unknown: [],
    });
    const granted = (more: object, ...actions: string[]) =>
      role("orders", [shape("a")], { permissions: [{ name: "custom", address: "g", content: content(...actions), ...more }] });
    const kinds = (...actions: string[]) =>
      diff(modelOf([granted({}, "a.get")]), modelOf([granted({ condition: "c" }, ...actions)])).permissions.map(
        ({ kind }) => kind,
      );
    expect(kinds("a.get")).toEqual(["narrowed"]);
    expect(kinds("a.get", "a.delete")).toEqual(["widened"]);
  });

  it("says nothing of a way in that is as unknown as before", () => {
    const way = { kind: "unknown" as const, who: "\uE000var.who\uE001", through: ["r"], conditions: ["c"], unknown: ["who"] };
    const open = (more: object = {}) => modelOf([role("orders", [], { otherWays: [{ ...way, ...more }] })]);
    expect(diff(open(), open())).toEqual(NOTHING);
    expect(diff(open(), open({ conditions: [] })).wider).toBe(true);
  });

  it("says nothing of a way in beside one that lets everyone in, and a narrowing where that one went", () => {
    const way = (kind: "everyone" | "principal", who: string) => ({ kind, who, through: ["r"], conditions: [], unknown: [] });
    const [everyone, one] = [way("everyone", "*"), way("principal", "arn:aws:iam::999999999999:root")];
    const between = (before: (typeof one)[], after: (typeof one)[]) =>
      diff(modelOf([role("orders", [], { otherWays: before })]), modelOf([role("orders", [], { otherWays: after })]));
    expect(between([everyone, one], [everyone, one])).toEqual(NOTHING);
    expect(between([everyone], [everyone, one])).toEqual(NOTHING);
    expect(between([everyone, one], [one]).otherWays.map(({ kind }) => kind)).toEqual(["removed"]);
    expect(between([everyone], [one]).otherWays.map(({ kind }) => kind)).toEqual(["narrowed"]);
  });

  it("shows issuers, and counts an audience more as wider", () => {
    const issuer = (audiences: string[], url = ISSUER): TrustedIssuer => {
      const address = "aws_iam_openid_connect_provider.eu";
      return { cloud: "aws", address, url, audiences, place: { file: "a", address } };
    };
    const between = (before: TrustedIssuer[], after: TrustedIssuer[]) => diff(modelOf([], before), modelOf([], after)).issuers;
    const [one, two, none] = [issuer(["a"]), issuer(["b", "a"]), issuer([])];
    expect(between([one], [one])).toEqual([]);
    expect(between([], [one])).toEqual([{ kind: "added", after: one, wider: false }]);
    expect(between([one], [])).toEqual([{ kind: "removed", before: one, wider: false }]);
    expect(between([one], [two])).toEqual([{ kind: "audiences", before: one, after: two, wider: true }]);
    expect(between([two], [one])).toEqual([{ kind: "audiences", before: two, after: one, wider: false }]);
    expect(between([one], [none])).toEqual([{ kind: "audiences", before: one, after: none, wider: true }]);
    const moved = issuer(["a"], "https://other.example");
    expect(between([one], [moved])).toEqual([{ kind: "url", before: one, after: moved, wider: false }]);
  });

  it("cannot tell where the second model has what could not be read", () => {
    const problem = { place: { file: "a", address: "module.x" }, what: "modules are unread", cure: "give a plan" };
    const empty = modelOf([]);
    const having = { ...empty, configuration: { ...empty.configuration, problems: [problem] } };
    expect(diff(empty, having)).toEqual({ ...NOTHING, wider: true, unread: [problem] });
    expect(diff(having, having)).toEqual(NOTHING);
    expect(diff(having, empty)).toEqual(NOTHING);
  });

  it("compares an estate in time", () => {
    const estate = (tag: string) =>
      modelOf(Array.from({ length: 10_000 }, (_, n) => role(`r${n}`, [shape(`${tag}${n % 5_000}`)])));
    const started = Date.now();
    expect(diff(estate("a"), estate("a")).wider).toBe(false);
    expect(diff(estate("a"), estate("b")).trust).toHaveLength(20_000);
    expect(Date.now() - started).toBeLessThan(30_000);
  }, 60_000);

  it.each([
    ["aws_iam_role.r", "aws_iam_role.r"],
    ["shop/aws_iam_role.r", "aws_iam_role.r"],
    ['aws_iam_role.r["acme/api"]', 'aws_iam_role.r["acme/api"]'],
    ['shop/module.m["a/b"].aws_iam_role.r["acme/api"]', 'module.m["a/b"].aws_iam_role.r["acme/api"]'],
    ["principal://iam.googleapis.com/x/y", "principal://iam.googleapis.com/x/y"],
  ])("takes the stack alone off %s", (address, own) => {
    expect(withoutStack(address)).toBe(own);
  });
});
