package io.kubeterminal.testing;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the JVM's Kafka before the first class that wants it, and hands it to parameters. */
final class KafkaResolver implements BeforeAllCallback, ParameterResolver {

  @Override
  public void beforeAll(ExtensionContext context) {
    KafkaFixture.shared();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == KafkaFixture.class;
  }

  @Override
  public KafkaFixture resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return KafkaFixture.shared();
  }
}
