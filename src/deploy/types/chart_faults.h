#pragma once
#include <string>
#include <vector>

#include "deploy/types/unread_value.h"

namespace fairlead {

/// A text that says "false" and is true wherever a template or Chart.yaml asks.
struct DecidingText {
  Span at;  ///< the value
  std::string path, text;
};

/// What a values.schema.json does not take.
struct RefusedValue {
  Span at;            ///< the value, or the key that is not allowed, or what lacks something
  std::string path;   ///< "service.port"; "" for all values
  std::string words;  ///< "got string, want integer"; never a value
  Span schema;        ///< what says so
};

/// An entry of Chart.yaml's dependencies that charts/ has nothing for.
struct DependencyFault {
  Span at;  ///< its name
  std::string name;
  std::string wanted;            ///< the range of versions
  std::string found;             ///< the version that lies in charts/; "": no chart of the name
  std::vector<std::string> off;  ///< what of the entry says nothing then: "alias", "condition"
};

/// A null of a chart's own values that Helm 3 takes for a deletion, and Helm 4 passes over.
struct DroppedNull {
  Span at;
  std::string path, dependency;
  Span standard;  ///< the default that Helm 4 leaves
};

/// What is wrong with a chart and the values that it is given, beside what it makes: rules of the
/// family `helm` tell it.
struct ChartFaults {
  std::vector<UnreadValue> unread;
  std::vector<DecidingText> deciding_texts;
  std::vector<RefusedValue> refused;
  std::vector<DependencyFault> dependencies;
  std::vector<DroppedNull> nulls;
};

}  // namespace fairlead
