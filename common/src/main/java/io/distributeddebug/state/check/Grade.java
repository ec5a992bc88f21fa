package io.distributeddebug.state.check;

import java.util.Locale;

/** How far a finding can be trusted. */
public enum Grade {
  /** True whatever the clocks show, within their measured bounds. */
  CERTAIN,
  /** True if the clocks are as far apart as is likeliest. */
  CLOCK_DEPENDENT,
  /** True if nothing was left unrecorded: it says that something did not happen. */
  AS_RECORDED;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
