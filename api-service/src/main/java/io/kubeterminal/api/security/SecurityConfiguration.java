package io.kubeterminal.api.security;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the door of the chosen mode before every path of the API but the one that signs in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthSettings.class)
public class SecurityConfiguration {

  private static final int FIRST = -100;

  @Bean
  Door door(AuthSettings settings, SignInKeys keys, Origins origins, InstantSource clock) {
    return switch (settings.mode()) {
      case NONE -> new OpenDoor();
      case KEY ->
          new KeyDoor(
              AccessKey.in(requireNonNull(settings.keyFile())), keys, origins, settings, clock);
    };
  }

  @Bean
  WebMvcConfigurer entrance(Door door) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry
            .addInterceptor(new Entrance(door))
            .addPathPatterns("/api/**")
            .excludePathPatterns(SignInController.PATH)
            .order(FIRST);
      }
    };
  }
}
