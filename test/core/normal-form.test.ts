// Terraform turns every text into NFC, so a text in another form would be another one in the trust.
import fc from "fast-check";
import { GitHub, GitLab, Issuer, pipelineSubject, Subject, withClaims } from "../../lib";
import { refusal } from "../world";

/** A letter with its accent as a character of its own: in NFC, the two are one. */
const decomposed = fc
  .tuple(fc.stringMatching(/^[aeiouAEIOUncy]$/), fc.constantFrom("\u0300", "\u0301", "\u0308", "\u0303"))
  .map((pair) => pair.join(""))
  .filter((text) => text.normalize("NFC") !== text);
const around = fc.stringMatching(/^[a-z0-9]{0,6}$/);
const texts = fc.tuple(around, decomposed, around).map((parts) => parts.join(""));

const PLACES: Readonly<Record<string, (text: string) => unknown>> = {
  "a subject": (text) => Subject.exactly(text),
  "a subject pattern": (text) => Subject.matching(`repo:acme/${text}:*`),
  "a claim of a subject": (text) => Subject.exactly("a", { claims: { actor: text } }),
  "a claim that is added": (text) => withClaims(GitHub.branch("acme/api", "main"), { actor: text }),
  "an issuer": (text) => new Issuer({ name: "a", url: `https://oidc.example.com/${text}` }),
  "the subjects' beginning": (text) => new Issuer({ name: "a", url: "https://oidc.example.com", subjectPrefix: text }),
  "a claim of an issuer": (text) => new Issuer({ name: "a", url: "https://oidc.example.com", claims: { actor: text } }),
  "a branch": (text) => GitHub.branch("acme/api", text),
  "a tag": (text) => new GitLab().tag("acme/api", text),
  "an environment": (text) => GitHub.environment("acme/api", text),
  "a context's pattern": (text) => GitHub.repositoryMatching("acme/api", `ref:refs/heads/${text}-*`),
};

describe("a text that Terraform would change", () => {
  it.each(Object.entries(PLACES))("is refused as %s, with the text that Terraform would make of it", (_place, build) => {
    fc.assert(
      fc.property(texts, (text) => {
        const { code, message } = refusal(() => build(text));
        expect(["SUBJECT_INVALID", "ISSUER_INVALID"]).toContain(code);
        expect(message).toContain(text.normalize("NFC"));
      }),
    );
  });

  it("is taken once it is what Terraform would make of it", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const composed = text.normalize("NFC");
        const issuer = new Issuer({ name: "a", url: "https://oidc.example.com" });
        expect(pipelineSubject(issuer, Subject.exactly(composed)).subjects[0]!.text).toBe(composed);
        expect(GitHub.branch("acme/api", composed).subjects[0]!.text).toBe(`repo:acme/api:ref:refs/heads/${composed}`);
      }),
    );
  });
});
