#pragma once
#include "facts/references/reference_rows.h"
#include "facts/scaler/scaler.h"

namespace fairlead {

/// The workload that a scaler is for, as references name it.
ObjectName target_of(const Scaler& scaler);
/// Whether annotations say that KEDA takes the workload over from an autoscaler, or that the
/// autoscaler is KEDA's own, or left to it.
bool gives_way(const Scaler& scaler);

}  // namespace fairlead
