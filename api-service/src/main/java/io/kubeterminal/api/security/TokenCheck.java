package io.kubeterminal.api.security;

/** Says whose a token is; answers within 5 s, whatever happens. */
interface TokenCheck {
  Verdict check(String token);
}
