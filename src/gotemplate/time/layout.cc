#include "gotemplate/time/layout.h"

#include <algorithm>

namespace fairlead::gotemplate {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool begins_small(std::string_view text) {
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z';
}

/// A spelling, and the field that it stands for. Of two that fit, the first is it.
struct Spelling {
  std::string_view text;
  Field field;
  bool is_word = false;  ///< no small letter may follow
};

constexpr Spelling spellings[] = {
    {"January", Field::month_name},
    {"Jan", Field::month_short, true},
    {"Monday", Field::day_name},
    {"Mon", Field::day_short, true},
    {"MST", Field::zone_name},
    {"01", Field::month2},
    {"02", Field::day2},
    {"03", Field::hour12_2},
    {"04", Field::minute2},
    {"05", Field::second2},
    {"06", Field::year2},
    {"002", Field::year_day3},
    {"15", Field::hour},
    {"1", Field::month},
    {"2006", Field::year},
    {"2", Field::day},
    {"_2", Field::day_padded},
    {"__2", Field::year_day_padded},
    {"3", Field::hour12},
    {"4", Field::minute},
    {"5", Field::second},
    {"PM", Field::pm_upper},
    {"pm", Field::pm_lower},
};

/// Offsets: behind a `-` or `Z`.
struct Offset {
  std::string_view text;
  bool has_colons, has_seconds, is_short;
};
constexpr Offset offsets[] = {
    {"070000", false, true, false}, {"07:00:00", true, true, false}, {"0700", false, false, false},
    {"07:00", true, false, false},  {"07", false, false, true},
};

bool find_offset(std::string_view text, LayoutPiece& piece) {
  if (text[0] != '-' && text[0] != 'Z') return false;
  for (const Offset& offset : offsets) {
    if (!text.substr(1).starts_with(offset.text)) continue;
    piece.field = Field::zone;
    piece.has_z = text[0] == 'Z';
    piece.has_colons = offset.has_colons;
    piece.has_seconds = offset.has_seconds;
    piece.is_short = offset.is_short;
    piece.written = text.substr(0, offset.text.size() + 1);
    return true;
  }
  return false;
}

/// `.000` or `,999`, with no other digit behind it.
bool find_fraction(std::string_view text, LayoutPiece& piece) {
  if ((text[0] != '.' && text[0] != ',') || text.size() < 2) return false;
  if (text[1] != '0' && text[1] != '9') return false;
  const std::size_t end = std::min(text.find_first_not_of(text[1], 1), text.size());
  if (end < text.size() && is_digit(text[end])) return false;
  piece.field = text[1] == '0' ? Field::fraction : Field::fraction_short;
  piece.digits = end - 1;
  piece.written = text.substr(0, end);
  return true;
}

bool find_spelling(std::string_view text, LayoutPiece& piece) {
  for (const Spelling& spelling : spellings) {
    if (!text.starts_with(spelling.text)) continue;
    if (spelling.is_word && begins_small(text.substr(spelling.text.size()))) continue;
    piece.field = spelling.field;
    piece.written = text.substr(0, spelling.text.size());
    return true;
  }
  return false;
}

/// `+3` of `GMT+3`: how many bytes; 0 where there is none.
std::size_t signed_hours(std::string_view text) {
  if (text.empty() || (text[0] != '-' && text[0] != '+')) return 0;
  const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
  if (end == 1 || end > 10) return 0;
  int hours = 0;
  for (const char c : text.substr(1, end - 1)) hours = hours * 10 + (c - '0');
  return hours > 23 ? 0 : end;
}

}  // namespace

LayoutPiece next_piece(std::string_view layout) {
  LayoutPiece piece;
  for (std::size_t at = 0; at < layout.size(); ++at) {
    const std::string_view text = layout.substr(at);
    // An underscore before a year is no padding.
    if (text.starts_with("_2006")) continue;
    if (!find_spelling(text, piece) && !find_offset(text, piece) && !find_fraction(text, piece))
      continue;
    piece.before = layout.substr(0, at);
    piece.rest = text.substr(piece.written.size());
    return piece;
  }
  piece.before = layout;
  return piece;
}

std::size_t zone_name_size(std::string_view text) {
  if (text.size() < 3) return 0;
  if (text.starts_with("ChST") || text.starts_with("MeST")) return 4;
  if (text.starts_with("GMT")) return 3 + signed_hours(text.substr(3));
  if (text[0] == '+' || text[0] == '-') return signed_hours(text);
  std::size_t capitals = 0;
  while (capitals < std::min<std::size_t>(text.size(), 6) && text[capitals] >= 'A' &&
         text[capitals] <= 'Z')
    ++capitals;
  if (capitals == 5) return text[4] == 'T' ? 5 : 0;
  if (capitals == 4) return text[3] == 'T' || text.starts_with("WITA") ? 4 : 0;
  return capitals == 3 ? 3 : 0;
}

}  // namespace fairlead::gotemplate
