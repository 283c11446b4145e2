package io.kubeterminal.api.security;

import io.kubeterminal.api.problem.Problem;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Sees every problem on its way out, whoever refuses. */
@RestControllerAdvice
final class RefusalAdvice implements ResponseBodyAdvice<Object> {

  private static final Set<Integer> REFUSED = Set.of(401, 403, 429);

  private final Refusals refusals;

  RefusalAdvice(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public boolean supports(
      MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returned,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (body instanceof Problem problem
        && REFUSED.contains(problem.status())
        && request instanceof ServletServerHttpRequest servlet) {
      refusals.add(servlet.getServletRequest(), problem.code().text());
    }
    return body;
  }
}
