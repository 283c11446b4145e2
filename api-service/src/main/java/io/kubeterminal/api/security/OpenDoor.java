package io.kubeterminal.api.security;

import jakarta.servlet.http.HttpServletRequest;

/** Lets everybody in. */
final class OpenDoor implements Door {

  @Override
  public Entry enter(HttpServletRequest request) {
    return new Known(new Caller("anybody", true));
  }

  @Override
  public String signIn(String key) {
    return "";
  }
}
