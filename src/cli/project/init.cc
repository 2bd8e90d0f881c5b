#include "cli/project/init.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/replace_file.h"
#include "cli/files/input.h"
#include "cli/files/root.h"
#include "run/sketch.h"

namespace fairlead {

int init(const InitOptions& options) {
  const auto root = find_root({options.directory}, Scope::given);
  if (!root) return fail(root.error());
  std::error_code error;
  if (!std::filesystem::is_directory(options.directory, error))
    return fail({ErrorKind::usage, fmt::format("`{}` is no directory", options.directory)});
  for (const char* name : {"fairlead.yaml", ".fairlead.yaml"}) {
    const std::string there = options.directory + "/" + name;
    if (!options.force && std::filesystem::exists(there, error))
      return fail({ErrorKind::usage, fmt::format("`{}` exists; --force writes over it", there)});
  }
  Sketch sketch;
  RunOptions run_options;
  run_options.paths = root->paths;
  run_options.sketch = &sketch;
  const auto result = run(DiskFiles(root->directory), run_options);
  if (!result) return fail(result.error());
  const std::string path =
      options.directory == "." ? "fairlead.yaml" : options.directory + "/fairlead.yaml";
  const auto done = replace_file(options.directory, "fairlead.yaml", sketched_config(sketch));
  if (!done) return fail(done.error());
  fmt::print(
      "wrote `{}` from {} workloads and {} Services that nothing here makes; all of it is "
      "comments.\n"
      "Next: take out the `#` of what is true, then `fairlead lint {}`.\n",
      path, sketch.workloads.size(), sketch.services.size(), options.directory);
  return 0;
}

}  // namespace fairlead
