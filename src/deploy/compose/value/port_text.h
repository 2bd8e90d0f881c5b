#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead::compose {

/// One port of a short form such as `127.0.0.1:8000-8001:80-81/udp`.
struct PortText {
  std::string_view host;                        ///< part of the text; "" where none is said
  std::string published;                        ///< "" where none is said
  std::string target;                           ///< in digits
  std::string protocol;                         ///< in small letters
  std::size_t published_at = 0, target_at = 0;  ///< where they are written in the text
  std::size_t published_size = 0, target_size = 0;
};

/// The ports of a short form in compose's order; nothing where compose refuses it, and `error` says
/// why.
std::optional<std::vector<PortText>> port_texts(std::string_view text, std::string& error);

/// Whether a text is an address of IPv4 or IPv6.
bool is_address(std::string_view text);

}  // namespace fairlead::compose
