#pragma once
#include "report/machine/json_writer.h"
#include "report/report.h"

namespace fairlead {

/// `tool.driver.notifications`: what a run can say of itself.
void write_sarif_notification_kinds(JsonWriter& json);

/// `toolExecutionNotifications` of an invocation: that `left_out` results are not written, and what
/// was not checked, by reason or (as is asked) each at its place. Nothing where there is nothing.
void write_sarif_notifications(JsonWriter& json, const Report& report, std::size_t left_out);

}  // namespace fairlead
