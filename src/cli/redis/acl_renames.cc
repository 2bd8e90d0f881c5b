#include "cli/redis/acl_renames.h"

#include "base/text.h"

namespace fairlead {

RenamedCommands::RenamedCommands(const Facts& facts, std::optional<SourceId> source) {
  for (const Directive& line : facts.redis.directives) {
    if (line.words.size() != 3 || (source && line.source != *source)) continue;
    if (!equal_ignoring_case(line.words[0].text, "rename-command")) continue;
    const std::string old_name = lower(line.words[1].text), new_name = lower(line.words[2].text);
    const std::string original = meaning(old_name).original;
    by_name_[old_name] = {"", &line};
    if (!new_name.empty()) by_name_[new_name] = {original, &line};
  }
}

RenamedCommands::Meaning RenamedCommands::meaning(std::string_view name) const {
  std::string key = lower(name);
  const auto found = by_name_.find(key);
  return found == by_name_.end() ? Meaning{std::move(key), nullptr} : found->second;
}

}  // namespace fairlead
