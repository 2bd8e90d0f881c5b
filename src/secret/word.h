#pragma once
#include <cstddef>
#include <string_view>

namespace fairlead {

/// Whether a text only says where its value is: `$X`, `${X}`, `$(X)`, `{{ .x }}`, `<x>`, one or
/// several. Not where it says what it is otherwise: `${X:-y}`, `{{ .x | default "y" }}`.
bool is_reference(std::string_view text);

/// The size of one such reference that a text begins with, 0 for none.
std::size_t reference_size(std::string_view text);

/// Words that keep no credential, by how they are made: `yes`, `10s`, `512Mi`, `0.5`, `*`, `/data`,
/// `cache:6379`.
bool is_harmless(std::string_view word);

/// Letters, and digits at most at the end of a word or as one: `cache-0.jobs`, `DB2_HOST`. So are
/// names, and no credential that a machine made.
bool is_plain_name(std::string_view word);

/// Whether a word has a part as only machines make it: a token, a hash.
bool looks_made(std::string_view word);

/// Whether a text has six letters and digits or more together, not letters alone: where none has,
/// nobody needs to know what credentials there are.
bool may_hold_credential(std::string_view text);

/// Whether a text is looked for beyond its own place: six bytes at least, and neither an everyday
/// word, nor a number, nor what names look like.
bool is_telling(std::string_view text);

}  // namespace fairlead
