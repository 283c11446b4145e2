package io.kubeterminal.embedded;

/** A refusal in the registry's own terms: HTTP status, error code, and words. */
final class RegistryError extends RuntimeException {

  private final int status;
  private final int code;

  private RegistryError(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  static RegistryError noSuchResource() {
    return new RegistryError(404, 404, "HTTP 404 Not Found");
  }

  static RegistryError notLoggedIn() {
    return new RegistryError(401, 401, "HTTP 401 Unauthorized");
  }

  static RegistryError noSubject(String subject) {
    return new RegistryError(404, 40401, "Subject '%s' not found.".formatted(subject));
  }

  static RegistryError noVersion(String version) {
    return new RegistryError(404, 40402, "Version %s not found.".formatted(version));
  }

  static RegistryError noSchema() {
    return new RegistryError(404, 40403, "Schema not found");
  }

  static RegistryError noLevel(String subject) {
    return new RegistryError(
        404,
        40408,
        "Subject '%s' does not have subject-level compatibility configured".formatted(subject));
  }

  static RegistryError incompatible(String subject, String details) {
    return new RegistryError(
        409,
        409,
        "Schema being registered is incompatible with an earlier schema for subject \"%s\": %s"
            .formatted(subject, details));
  }

  static RegistryError malformed(String message) {
    return new RegistryError(400, 400, message);
  }

  static RegistryError invalidSchema(String message) {
    return new RegistryError(422, 42201, "Invalid schema: " + message);
  }

  static RegistryError invalidVersion(String version) {
    return new RegistryError(
        422,
        42202,
        "The specified version '%s' is not a valid version id: a positive integer or 'latest'"
            .formatted(version));
  }

  static RegistryError invalidLevel(String level) {
    return new RegistryError(
        422,
        42203,
        "Invalid compatibility level '%s'. Valid values are none, backward, forward, full,"
                .formatted(level)
            + " backward_transitive, forward_transitive and full_transitive");
  }
}
