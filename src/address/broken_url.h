#pragma once
#include <optional>
#include <string_view>

#include "address/url_text.h"

namespace fairlead::redis {

/// What keeps a text from being the connection URL that it was meant to be.
enum class UrlFault : std::uint8_t {
  no_slashes,      ///< `redis:user@host`, `sentinel::password@host`
  one_slash,       ///< `redis:/host`
  three_slashes,   ///< `redis:///host:6379`, whose host is empty
  unknown_scheme,  ///< `reids://`, one slip away from a scheme
  no_scheme,       ///< `host:6379`
};

struct BrokenUrl {
  UrlFault fault{};
  Part at;                  ///< what is written and wrong: the scheme with its slashes; else all
  std::string_view scheme;  ///< the one that was meant; "" of no_scheme
};

/// What is wrong with a text that stands where a connection URL belongs; nothing where it is one,
/// or where it may be something else: a URL of another kind, a path, a word. Counts its steps in
/// `text`.
std::optional<BrokenUrl> broken_url(const UrlText& text);

}  // namespace fairlead::redis
