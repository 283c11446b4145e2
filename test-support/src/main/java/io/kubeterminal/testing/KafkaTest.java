package io.kubeterminal.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * This test class uses a real Kafka and registry: one for all classes of the JVM, started by the
 * first of them, handed to test methods and constructors as a {@link KafkaFixture} parameter. It is
 * the embedded one, or with {@code -Pcontainers} a container.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(KafkaResolver.class)
public @interface KafkaTest {}
