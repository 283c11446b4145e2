package io.kubeterminal.api.security;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * The token in the body of a request, which afterwards still has that body. The first client of
 * this API shows nothing else.
 */
final class BodyToken extends HttpServletRequestWrapper {

  static final int MOST_BYTES = 64 * 1024;

  private static final JsonFactory JSON = new JsonFactory();
  private static final String TOKEN = "token";

  private final ServletInputStream body;
  private final @Nullable String token;

  BodyToken(HttpServletRequest request) throws IOException {
    super(request);
    // One more than may be is left for whoever refuses it.
    byte[] start = request.getInputStream().readNBytes(MOST_BYTES + 1);
    this.token = start.length > MOST_BYTES ? null : token(start);
    this.body =
        new Again(
            new SequenceInputStream(new ByteArrayInputStream(start), request.getInputStream()));
  }

  @Nullable String token() {
    return token;
  }

  /** The property of the outermost object, in any case; what is wrong is told later. */
  static @Nullable String token(byte[] body) {
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean wanted = TOKEN.equalsIgnoreCase(json.currentName());
        JsonToken value = json.nextToken();
        if (wanted) {
          return value == JsonToken.VALUE_STRING ? json.getString() : null;
        }
        json.skipChildren();
      }
      return null;
    } catch (JacksonException e) {
      return null;
    }
  }

  @Override
  public ServletInputStream getInputStream() {
    return body;
  }

  private static final class Again extends ServletInputStream {

    private final InputStream in;
    private boolean finished;

    Again(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      finished = next < 0;
      return next;
    }

    @Override
    public boolean isFinished() {
      return finished;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("bodies are read as they come");
    }
  }
}
