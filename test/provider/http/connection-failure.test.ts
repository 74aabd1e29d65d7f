import { networkError } from "../../../provider/http/connection-failure";

function failing(code: string): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error("Bearer secret-token"), { code }) });
}

test.each(["DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"])(
  "%s names the variable that makes the authority trusted, and is not tried again",
  (code) => {
    const error = networkError("https://krill.example/", failing(code));
    expect(error.message).toContain("NODE_EXTRA_CA_CERTS");
    expect(error).toMatchObject({ kind: "network", sent: false, retriable: false });
  },
);

test.each([
  ["ECONNREFUSED", "nothing listens there"],
  ["ENOTFOUND", "host name does not exist"],
  ["EAI_AGAIN", "DNS"],
  ["UND_ERR_CONNECT_TIMEOUT", "firewalls"],
])("%s was never sent, and may pass", (code, words) => {
  const error = networkError("https://krill.example/", failing(code));
  expect(error.message).toContain(words);
  expect(error).toMatchObject({ sent: false, retriable: true });
});

test.each([
  ["CERT_HAS_EXPIRED", "expired"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "another host name"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "no TLS connection"],
])("%s does not pass by waiting", (code, words) => {
  const error = networkError("https://krill.example/", failing(code));
  expect(error.message).toContain(words);
  expect(error.retriable).toBe(false);
});

test.each([
  failing("UND_ERR_SOCKET"),
  failing("ECONNRESET"),
  new Error("Bearer secret-token"),
  "secret-token",
  undefined,
])("anything else may have been sent, and its text is not repeated (%#)", (error) => {
  const failure = networkError("https://krill.example/", error);
  expect(failure).toMatchObject({ kind: "network", sent: true, retriable: true });
  expect(failure.message).not.toContain("secret-token");
});

test("a chain of causes without end is not followed for ever", () => {
  const error = new Error("round") as Error & { cause: unknown };
  error.cause = error;
  expect(networkError("https://krill.example/", error).message).toContain("no code");
});
