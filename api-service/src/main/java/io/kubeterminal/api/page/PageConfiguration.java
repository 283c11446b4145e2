package io.kubeterminal.api.page;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where the page's files are found. Their names change with their content, but for the first's. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {

  private static final String FOLDER = "classpath:/kube-terminal-web/";
  private static final Duration YEAR = Duration.ofDays(365);

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/index.html")
        .addResourceLocations(FOLDER)
        .setCacheControl(CacheControl.noCache());
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations(FOLDER + "assets/")
        .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable());
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/").setViewName("forward:/index.html");
  }
}
