#include "rulegen/schemas_source.h"

#include <fmt/format.h>

#include "rulegen/literal.h"

namespace fairlead {

std::string schemas_source(const std::map<std::string, std::string>& texts) {
  std::string out = "#include \"cli/project/schemas.h\"\n\nnamespace fairlead {\n\n";
  out += "static constexpr Schema all[] = {\n";
  for (const auto& [name, text] : texts)
    out += fmt::format("    {{{}, {}}},\n", literal(name), literal(text));
  return out +
         "};\n\nstd::span<const Schema> schemas() { return all; }\n\n}  // namespace fairlead\n";
}

}  // namespace fairlead
