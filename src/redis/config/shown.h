#pragma once
#include <string>
#include <string_view>

namespace fairlead::redis {

/// A rule of an ACL user as it may be printed, in backticks: up to the first `>` or `<` behind its
/// begin, or to a hash, whatever a user forgot to put a blank before. "" where all of it may be a
/// password.
std::string shown_rule(std::string_view rule);

/// Any other word as it may be printed, a user's name or a value: up to the first `>` or `<`, since
/// a blank may be missing.
std::string shown_word(std::string_view word);

/// Where a password or the hash of one begins that is glued to what stands before it, with its
/// sign; npos where none does.
std::size_t glued_password(std::string_view text);

/// How much of the first word of a line may be printed, in bytes: up to the first character that no
/// directive's name has, and no further than a name that announces a password.
std::size_t shown_size(std::string_view word);

/// The first word of a line as it may be printed, in backticks: up to the first character that no
/// directive's name has, and no further than the name of a directive that holds a password. ""
/// where it resembles no directive: a password may have got onto a line of its own.
std::string shown_directive(std::string_view word);

/// The same, and also a word that resembles no directive where it looks like the name of one: all
/// small letters, dashes, underscores and dots, and not alone on its line.
std::string shown_name(std::string_view word, bool alone);

}  // namespace fairlead::redis
