package io.kubeterminal.api.security;

import java.time.Duration;
import java.time.InstantSource;

/** The service's one key, or a session that whoever held it has got. */
final class KeyProofs implements Proofs {

  private final AccessKey key;
  private final SignInKeys oneTimeKeys;
  private final Caller person;
  private final Duration session;
  private final InstantSource clock;

  KeyProofs(AccessKey key, SignInKeys oneTimeKeys, AuthSettings settings, InstantSource clock) {
    this.key = key;
    this.oneTimeKeys = oneTimeKeys;
    this.person = new Caller(settings.user(), true);
    this.session = settings.session();
    this.clock = clock;
  }

  @Override
  public String with() {
    return "key";
  }

  @Override
  public boolean takesTokensOfBodies() {
    return false;
  }

  @Override
  public boolean ofCluster() {
    return false;
  }

  @Override
  public Verdict bearer(String text) {
    return verdict(key.is(text));
  }

  @Override
  public Verdict session(String value) {
    return verdict(key.signed(value, clock.instant()));
  }

  @Override
  public SignIn signIn(String shown) {
    return oneTimeKeys.use(shown) || key.is(shown)
        ? new Session(person, key.session(clock.instant().plus(session)), session)
        : new Refused();
  }

  private Verdict verdict(boolean valid) {
    return valid ? new Verdict.Proved(person) : new Verdict.Unproved();
  }
}
