#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "redis/config/server_config.h"

namespace fairlead {

/// A configuration and the files that it names, as the server would find them: relative paths
/// beside the configuration, which stands for the server's working directory; below a root, where
/// there is one, as after chroot: neither `..` nor a symbolic link leads out of it.
class ServerFiles {
 public:
  /// `file` may be `-`; `root` is "" for the machine's own. A file that lies below the root as it
  /// is given is taken so, any other is looked for there.
  ServerFiles(std::string file, std::string root);

  /// The configuration; "<stdin>" for `-`.
  Result<redis::ServerFile> main() const;
  /// Refers to this object.
  redis::ServerFileAccess access() const;

 private:
  using Found = tl::expected<std::string, redis::FileFault>;

  Result<redis::ServerFile> main_below_root() const;
  tl::expected<redis::ServerFile, redis::FileFault> read(std::string_view path) const;
  std::optional<std::vector<std::string>> match(std::string_view pattern) const;
  /// Goes from every place to what `part` of a pattern matches there. False beyond the limits.
  bool match_part(std::vector<std::string>& places, const std::string& part, bool last) const;
  bool is_in(const std::string& directory, const std::string& name) const;
  std::vector<std::string> names_in(const std::string& directory) const;

  /// Where a path of the configuration stands below the root.
  std::string placed(std::string_view path) const;
  /// The machine's path of a path below the root, all links followed.
  Found resolved(std::string_view path) const;
  /// A path of the configuration as whoever called can open it.
  std::string shown(std::string_view path) const;

  std::string file_, root_;
  std::string inside_;     ///< FILE as seen from the root; "" for `-`
  std::string directory_;  ///< where it lies, as seen from the root
};

}  // namespace fairlead
