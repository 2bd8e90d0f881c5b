#include "deploy/compose/project/env_files.h"

#include <fmt/format.h>

#include "deploy/compose/variables/dotenv.h"

namespace fairlead::compose {

Refused read_env_files(const std::vector<std::string>& paths, const Environment& outer, Unset unset,
                       ProjectFiles& files, Environment& variables, Maker& maker) {
  const Substitution::Lookup lookup = [&](std::string_view name) -> const Variable* {
    if (const auto found = outer.find(name); found != outer.end()) return &found->second;
    const auto own = variables.find(name);
    return own == variables.end() ? nullptr : &own->second;
  };
  for (const std::string& path : paths) {
    const auto source = files.read(path);
    if (!source)
      return Refusal{Stage::files, fmt::format("couldn't find env file: {}", path), {}, true};
    if (auto refused = read_dotenv(*source, lookup, unset, variables, maker)) return refused;
  }
  return std::nullopt;
}

}  // namespace fairlead::compose
