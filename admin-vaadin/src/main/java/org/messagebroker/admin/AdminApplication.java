package org.messagebroker.admin;

import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;
import java.nio.file.Path;
import java.util.Map;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.web.context.support.StandardServletEnvironment;

/**
 * The portal: pages for browsers in front of the server's API. It keeps nothing but the sessions of the people signed in.
 */
@SpringBootApplication(proxyBeanMethods = false)
@Push
@NpmPackage(value = "vazirmatn", version = "33.0.3")
@JsModule("./portal.js")
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("portal.css")
public class AdminApplication implements AppShellConfigurator {

    private static final int BAD_SETTING = 78;

    /** Runs until the process is told to stop. Exit codes: 78 for a bad setting, 1 for anything else. */
    public static void main(String[] arguments) {
        try {
            Settings settings =
                    Settings.load(AdminApplication.class, Path.of("").toAbsolutePath(), System.getenv());
            RunningPortal portal = start(settings);
            Logger log = LoggerFactory.getLogger(AdminApplication.class);
            log.info("the portal runs on port {} with these settings\n{}", portal.port(), settings.table());
        } catch (SettingsException e) {
            fail(Reason.of(e), BAD_SETTING);
        } catch (RuntimeException e) {
            fail(Reason.of(e), 1);
        }
    }

    /**
     * Starts the portal; it listens when this returns.
     *
     * @throws SettingsException if a setting is malformed
     */
    public static RunningPortal start(Settings settings) {
        AdminConfig config = AdminConfig.of(settings);
        SpringApplication application = new SpringApplication(AdminApplication.class);
        application.setEnvironment(environment(SpringProperties.of(settings)));
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("adminConfig", config));
        ConfigurableApplicationContext context = application.run();
        return new RunningPortal(context);
    }

    private static StandardEnvironment environment(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardServletEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().addFirst(new MapPropertySource("settings", properties));
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "files", Map.of("spring.config.location", "classpath:/spring.properties")));
        return environment;
    }

    @Override
    public void configurePage(AppShellSettings page) {
        page.addFavIcon("icon", "images/sign.svg", "any");
        page.addMetaTag("robots", "noindex");
    }

    private static void fail(String reason, int code) {
        System.err.println("the portal cannot start: " + reason);
        System.exit(code);
    }
}
