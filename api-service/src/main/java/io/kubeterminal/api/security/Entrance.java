package io.kubeterminal.api.security;

import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/** Asks every request for the API who sends it; the answer goes along as its {@link Caller}. */
final class Entrance implements HandlerInterceptor {

  private final Door door;

  Entrance(Door door) {
    this.door = door;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    switch (door.enter(request)) {
      case Door.Known(Caller caller) -> caller.attachTo(request);
      case Door.Stranger() ->
          throw new Refused(
              Problem.of(
                  ProblemCode.NOT_SIGNED_IN,
                  "Sign in, or send the key as Authorization: Bearer KEY."));
      case Door.ForeignPage() ->
          throw new Refused(
              Problem.of(
                  ProblemCode.FOREIGN_ORIGIN, "Only pages of this service may ask for that."));
    }
    return true;
  }
}
