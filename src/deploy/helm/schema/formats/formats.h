#pragma once
#include <string>
#include <string_view>

namespace fairlead::helm {

/// Says why a text is not of a format, in Go's words; "" where it is.
using FormatCheck = std::string (*)(std::string_view);

/// What `format` of a schema asks for; null for a name that says nothing.
FormatCheck format_check(std::string_view name);

/// Formats of times: RFC 3339, and ISO 8601's durations and periods.
std::string date_refusal(std::string_view text);
std::string time_refusal(std::string_view text);
std::string date_time_refusal(std::string_view text);
std::string duration_refusal(std::string_view text);
std::string period_refusal(std::string_view text);
/// Formats of the network.
std::string ipv4_refusal(std::string_view text);
std::string ipv6_refusal(std::string_view text);
std::string hostname_refusal(std::string_view text);
std::string email_refusal(std::string_view text);
std::string uri_refusal(std::string_view text);
std::string uri_reference_refusal(std::string_view text);
std::string uri_template_refusal(std::string_view text);

/// An escape of a URL's path or fragment is decoded; nothing where `error` says why not.
bool url_unescaped(std::string_view text, std::string& made, std::string& error);

}  // namespace fairlead::helm
