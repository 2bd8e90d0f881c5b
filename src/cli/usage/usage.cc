#include "cli/usage/usage.h"

namespace fairlead {

std::string_view summary_of(std::string_view description) {
  // Dots end a sentence only before white space: `redis.conf` has one, too.
  for (std::size_t i = 0; i < description.size(); ++i) {
    const bool last = i + 1 == description.size();
    if (description[i] == '\n') return description.substr(0, i);
    if (description[i] == '.' && (last || description[i + 1] == ' ' || description[i + 1] == '\n'))
      return description.substr(0, i);
  }
  return description;
}

}  // namespace fairlead
