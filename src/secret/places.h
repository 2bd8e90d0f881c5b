#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "deploy/types/resource.h"
#include "secret/credentials.h"
#include "source/source_map.h"

namespace fairlead {

/// Bytes that are credentials, written or made ones.
class CredentialPlaces {
 public:
  void add(Span at);
  /// What of a place is one, ascending and apart.
  std::vector<Span> within(Span at) const;
  /// Calls with each.
  template <typename Visit>
  void each(Visit visit) const {
    for (const auto& [source, ends] : ends_)
      for (const auto& [begin, end] : ends) visit(Span{source, begin, end});
  }

 private:
  std::map<SourceId, std::map<std::uint32_t, std::uint32_t>> ends_;  // by begins; apart
};

/// What a unit made of what is written.
struct MadeTexts {
  std::size_t project = 0;
  const SourceMap* sources = nullptr;  ///< the unit's own
  std::span<const Resource> objects;
};

/// The credentials of a project: of Secrets (decoded, too), behind names, in URLs and
/// configurations, in files and in what is deployed; and all that was made of the same places.
struct ProjectCredentials {
  Credentials texts;
  CredentialPlaces written;
  std::map<const SourceMap*, CredentialPlaces> made;

  /// What of a made place is one.
  std::vector<Span> within(const SourceMap& sources, Span at) const;
};

/// A unit stands behind those whose texts it is made of.
ProjectCredentials find_credentials(std::span<const File* const> files, const SourceMap& sources,
                                    std::span<const MadeTexts> made = {});

}  // namespace fairlead
