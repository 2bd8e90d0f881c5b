#include "facts/client/program.h"

#include <algorithm>

#include "base/glob.h"
#include "base/text.h"

namespace fairlead {

std::vector<const Program*> programs_of(const Config& config, std::string_view name) {
  std::vector<const Program*> found;
  for (const Program& program : config.programs) {
    if (path_matches(program.workload.text, name)) found.push_back(&program);
  }
  return found;
}

const Written* read_by(const Program& program, std::string_view variable) {
  const auto found = std::find_if(program.reads.begin(), program.reads.end(),
                                  [&](const Written& name) { return name.text == variable; });
  return found == program.reads.end() ? nullptr : &*found;
}

bool is_misspelling(std::string_view a, std::string_view b) {
  const std::vector<std::string_view> left = split(a, '_'), right = split(b, '_');
  if (left.size() != right.size()) return edit_distance(a, b) <= 2;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const std::size_t longer = std::max(left[i].size(), right[i].size());
    if (edit_distance(left[i], right[i]) * 2 >= longer && left[i] != right[i]) return false;
  }
  return true;
}

}  // namespace fairlead
