package dev.treeline.local;

import dev.treeline.monitor.Monitor;
import dev.treeline.monitor.MonitorRequest;
import dev.treeline.report.Report;
import dev.treeline.report.Window;
import dev.treeline.settings.Settings;
import dev.treeline.store.Store;

/// The monitor as the workbench runs it: the same job as in Lambda, on what the settings name.
final class Monitors {
  private Monitors() {}

  static Monitor of(Settings settings, World world) {
    return new Monitor(
        Store.at(settings.monitor().captures(), world.s3()),
        Store.at(settings.monitor().baseline(), world.s3()),
        Store.at(settings.monitor().reports(), world.s3()));
  }

  static MonitorRequest request(Settings settings, Window window) {
    return new MonitorRequest(
        settings.endpoint(),
        settings.variant(),
        settings.monitor().schedule(),
        window,
        switch (settings.monitor().verdict()) {
          case TREELINE -> Report.Rule.TREELINE;
          case SAGEMAKER -> Report.Rule.SAGEMAKER;
        });
  }
}
