#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead {

/// ASCII only, as Kubernetes, Redis and YAML keywords are.
std::string lower(std::string_view text);
std::string upper(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);
bool contains(std::string_view text, std::string_view part);
std::string_view trimmed(std::string_view text);
/// The parts of `text` between the separators; one empty part for an empty text.
std::vector<std::string_view> split(std::string_view text, char separator);
std::string joined(std::span<const std::string> parts, std::string_view separator);

/// The number of insertions, deletions, changes and swaps of neighbours that turn `a` into `b`
/// (optimal string alignment distance), where they are at most `most`, else `most + 1`. A small
/// `most` makes it fast.
std::size_t edit_distance(std::string_view a, std::string_view b,
                          std::size_t most = std::string_view::npos);
/// The candidate nearest to `text`, or "" where none is near enough to be what was meant (a third
/// of its length, and never more than 5 edits). Ties go to the earlier one.
std::string_view nearest(std::string_view text, std::span<const std::string_view> candidates);

/// How many bytes of a byte order mark the text begins with: 3 or 0.
std::size_t byte_order_mark(std::string_view text);
/// The offset of the first byte that is not well-formed UTF-8; text.size() where all is.
std::size_t valid_utf8_prefix(std::string_view text);
/// `text` with each ill-formed byte replaced by U+FFFD.
std::string sanitized_utf8(std::string_view text);
/// Length in UTF-16 code units of well-formed UTF-8, and in code points.
std::size_t utf16_length(std::string_view text);
std::size_t code_points(std::string_view text);

/// A port number, 1 to 65535, in decimal digits and nothing else.
std::optional<std::uint16_t> port_from(std::string_view text);

/// Bytes in standard base64, padded, in one line.
std::string base64_encoded(std::string_view bytes);
/// The bytes that standard base64 encodes; white space is skipped. Nothing where it is not base64.
std::optional<std::string> base64_decoded(std::string_view text);

/// "1 chart", "2 charts".
std::string counted(std::size_t count, std::string_view noun);

}  // namespace fairlead
