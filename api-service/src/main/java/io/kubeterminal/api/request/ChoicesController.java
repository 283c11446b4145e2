package io.kubeterminal.api.request;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.limits.LimitSettings;
import io.kubeterminal.api.security.Caller;
import io.kubeterminal.api.security.OwnToken;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells a form what it may offer. */
@RestController
class ChoicesController {

  private final ApiSettings settings;
  private final LimitSettings limits;

  ChoicesController(ApiSettings settings, LimitSettings limits) {
    this.settings = settings;
    this.limits = limits;
  }

  @GetMapping(path = "/api/v1/choices", produces = MediaType.APPLICATION_JSON_VALUE)
  Choices choices(HttpServletRequest request) {
    return Choices.of(Caller.of(request), OwnToken.of(request) != null, settings, limits);
  }
}
