#include "deploy/kustomize/tables/names.h"

#include "base/text.h"

namespace fairlead {

bool is_remote(std::string_view entry) {
  return contains(entry, "://") || contains(entry, "?ref=") || entry.starts_with("git@") ||
         entry.starts_with("github.com/") || entry.starts_with("git::");
}

}  // namespace fairlead
