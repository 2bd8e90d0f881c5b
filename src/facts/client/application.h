#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "facts/cluster/settings.h"

namespace fairlead {

/// What a published application does with a queue library.
struct ApplicationUse {
  std::string_view library;  ///< its id
  std::vector<Written> queues;
  std::optional<std::string> prefix;  ///< none: not known
};

/// What the application whose image a container runs does there, as it is set up; nothing for other
/// images, and where its settings do not say that it uses queues.
std::optional<ApplicationUse> use_of_application(const ContainerSettings& settings);

}  // namespace fairlead
