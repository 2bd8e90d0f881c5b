#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace fairlead::gotemplate {

/// A part of a URL as it is written and as it is meant.
struct UrlPart {
  std::string_view written;  ///< a part of the text that was read
  std::string meant;         ///< without escapes
};

/// What Go's net/url makes of a URL.
struct UrlParts {
  UrlPart scheme, opaque, host, path, query, fragment;
  std::optional<UrlPart> user;  ///< escaped as Go escapes it

  /// The host without its port and brackets: a part of `host.meant`.
  std::string_view host_name() const;
};

/// Go's url.Parse; where nothing is returned, `error` says why, in Go's words.
std::optional<UrlParts> url_parts(std::string_view text, std::string& error);

/// Where in a URL a text stands: what must be escaped there differs.
enum class UrlPlace : unsigned char { path, user, host, zone, fragment };
bool is_escaped(unsigned char byte, UrlPlace place);

}  // namespace fairlead::gotemplate
