package io.kubeterminal.api.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what failed before Spring MVC had it. */
@RestController
class ErrorAnswers implements ErrorController {

  @RequestMapping("/error")
  ResponseEntity<Object> error(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? ProblemAdvice.problem(status).answer()
        : ProblemAdvice.problem(404).answer();
  }
}
