#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "facts/cluster/product.h"
#include "facts/server/charts/config_text.h"
#include "source/source_map.h"

namespace fairlead {

struct ChartConfigs {
  std::vector<ConfigText> texts;
  std::vector<Gap> gaps;  ///< directives that were not read
};

/// The configuration that charts write of their releases' values, as made texts.
ChartConfigs chart_configs_of(std::span<const ProductInstance> products, SourceMap& sources);

/// The field of the list of commands that a release's chart takes away by default; "" where it does
/// not.
std::string_view disabling_field(const Release& release);

/// The users in the values of Bitnami's chart redis (`auth.acl`), as the chart writes their file.
std::vector<ConfigText> chart_users_of(std::span<const Release> releases, SourceMap& sources);

}  // namespace fairlead
