#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "deploy/helm/chart/outcome.h"

namespace fairlead::helm {

struct ArchivedFile {
  std::string name;  ///< relative to the chart, as Chart.yaml is
  std::string text;  ///< without a byte order mark
};

/// What an archive may be; a chart from a stranger may be a bomb.
struct ArchiveLimits {
  std::size_t total = 64u << 20;  ///< unpacked bytes, headers included
  std::size_t file = 5u << 20;    ///< of one file: Helm's own limit
  std::size_t entries = 20'000;   ///< of files and everything else
  std::size_t ratio = 200;        ///< unpacked bytes for a packed one, beyond a megabyte
};

/// The files of a packed chart (gzip and tar), in their order. Refused are, in Helm's words, paths
/// that are absolute or lead out and what is too large; and by us, links and devices.
Outcome<std::vector<ArchivedFile>> unpacked(std::string_view packed,
                                            const ArchiveLimits& limits = {});

}  // namespace fairlead::helm
