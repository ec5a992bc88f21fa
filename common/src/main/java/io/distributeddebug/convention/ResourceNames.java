package io.distributeddebug.convention;

import io.distributeddebug.convention.Fold.Named;
import java.util.List;

/** Older names of resource attributes. */
final class ResourceNames {
  static final List<Named> ALL =
      List.of(
          Fold.rename("deployment.environment", "deployment.environment.name"),
          Fold.rename("cloud.zone", "cloud.availability_zone"),
          Fold.rename("telemetry.auto.version", "telemetry.distro.version"),
          Fold.rename("browser.user_agent", "user_agent.original"),
          Fold.rename("faas.id", "cloud.resource_id"));

  private ResourceNames() {}
}
