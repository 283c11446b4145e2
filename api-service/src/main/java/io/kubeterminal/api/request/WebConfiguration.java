package io.kubeterminal.api.request;

import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.problem.Refused;
import io.kubeterminal.api.view.ViewReader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Answers nothing about terminals before the view can. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

  private final ViewReader reader;

  WebConfiguration(ViewReader reader) {
    this.reader = reader;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(
            new HandlerInterceptor() {
              @Override
              public boolean preHandle(
                  HttpServletRequest request, HttpServletResponse response, Object handler) {
                if (!reader.caughtUp()) {
                  throw new Refused(
                      Problem.of(
                          ProblemCode.NOT_READY,
                          "The service is still reading its state. Try again."));
                }
                return true;
              }
            })
        .addPathPatterns("/api/**");
  }
}
