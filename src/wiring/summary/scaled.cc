#include "wiring/summary/scaled.h"

namespace fairlead {

ObjectName target_of(const Scaler& scaler) {
  return {kind_name(scaler.target_group, scaler.target_kind), std::string(scaler.target_name),
          std::string(scaler.resource->namespace_name)};
}

bool gives_way(const Scaler& scaler) {
  const Ref annotations = scaler.resource->root["metadata"]["annotations"];
  return scaler.kind == ScalerKind::autoscaler
             ? annotations["validations.keda.sh/hpa-ownership"].text() == "false"
             : annotations["scaledobject.keda.sh/transfer-hpa-ownership"].text() == "true";
}

}  // namespace fairlead
