package io.kubeterminal.api.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Where callers come in, each mode by its own. */
interface Door {

  /** What a request for the API shows of its sender. */
  sealed interface Entry {}

  record Known(Caller caller) implements Entry {}

  /** It shows nothing, or nothing that is valid. */
  record Stranger() implements Entry {}

  /** Its session is a browser's, but the page that sent it is not ours. */
  record ForeignPage() implements Entry {}

  Entry enter(HttpServletRequest request);

  /** The value of a new session for whoever holds this key; null: nobody should hold it. */
  @Nullable String signIn(String key);
}
