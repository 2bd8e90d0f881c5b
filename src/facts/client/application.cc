#include "facts/client/application.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

struct Application {
  std::string_view image;            ///< the end of its name, without a tag
  std::string_view variable, value;  ///< what makes it use queues
  std::string_view library, queue;
  std::string_view prefix, prefix_variable;  ///< the default, and what says another
};

constexpr Application applications[] = {
    // packages/cli/src/scaling/constants.ts (QUEUE_NAME) and packages/@n8n/config
    // (QUEUE_BULL_PREFIX)
    // of n8n 1.98.
    {"n8nio/n8n", "EXECUTIONS_MODE", "queue", "bull", "jobs", "bull", "QUEUE_BULL_PREFIX"},
};

/// An image's name without tag and digest.
std::string_view name_of(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const auto slash = image.rfind('/');
  return image.substr(0, image.find(':', slash == image.npos ? 0 : slash));
}

bool is_image(std::string_view name, std::string_view of) {
  if (!name.ends_with(of)) return false;
  return name.size() == of.size() || name[name.size() - of.size() - 1] == '/';
}

/// The last setting of the name, which wins.
const Setting* last_of(const ContainerSettings& settings, std::string_view name) {
  const Setting* found = nullptr;
  for (const Setting& each : settings.settings) {
    if (each.name == name) found = &each;
  }
  return found;
}

}  // namespace

std::optional<ApplicationUse> use_of_application(const ContainerSettings& settings) {
  const std::string_view image = name_of(settings.container->image);
  for (const Application& each : applications) {
    if (!is_image(image, each.image)) continue;
    const Setting* mode = last_of(settings, each.variable);
    if (!mode || mode->value.value != each.value) continue;
    ApplicationUse use{each.library, {}, std::nullopt};
    use.queues.push_back({std::string(each.queue), settings.container->at["image"].span()});
    const Setting* prefix = last_of(settings, each.prefix_variable);
    if (!prefix && !settings.open) use.prefix = each.prefix;
    if (prefix && prefix->value) use.prefix = std::string(prefix->value.value);
    return use;
  }
  return std::nullopt;
}

}  // namespace fairlead
